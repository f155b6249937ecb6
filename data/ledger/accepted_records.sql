-- Which of the records stand among the rows of files that were accepted later: they are no longer open.
select record from (select unnest($records::varchar[]) as record)
where record in (select /* record */ from read_parquet([/* files */], union_by_name = true))
