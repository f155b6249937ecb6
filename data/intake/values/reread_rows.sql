-- The rows of `typed_rows`, those that were read once more as they were read then; each with its number in the file.
select numbered.number as row_no, /* columns */
from (select *, /* number */ as number from typed_rows) as numbered
left join reread_rows as again on again.row_no = numbered.number
