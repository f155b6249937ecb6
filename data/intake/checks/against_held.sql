-- What the rows of a file say of the records of their numbers: how many belong to another day or service than before,
-- how many are touched, and how many decided cases would be open again, each with the first row.
with compared as (
    select
        row_no,
        cast(moment as date) <> cast(held_moment as date) or service <> held_service as is_another,
        status = 'proses' and held_status in ('selesai', 'ditolak', 'dicabut') as is_reopened
    from coming
    inner join held using (region_code, number)
)
select
    min(row_no) filter (where is_another) as first_moved,
    count(*) filter (where is_another) as moved,
    count(*) as touched,
    min(row_no) filter (where is_reopened) as first_reopened,
    count(*) filter (where is_reopened) as reopened
from compared
