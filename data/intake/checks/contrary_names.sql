-- Rows whose code is another than the one that the name beside it stands for.
select typed.row_no from typed join cells using (row_no)
join (select unnest($written::varchar[]) as written, unnest($meant::varchar[]) as meant) on written = cells./* cell */
where cast(typed./* column */ as varchar) <> meant order by typed.row_no
