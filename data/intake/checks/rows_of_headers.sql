-- Rows of which at least that many cells are headers known for this kind of file, with their folded cells.
select row_no, said from (
    select row_no, list_transform(raws, lambda cell: regexp_replace(lower(cell), '[^0-9a-z]+', '', 'g')) as said
    from typed where raws is not null
) where len(list_filter(said, lambda cell: list_contains($known, cell))) >= $least order by row_no
