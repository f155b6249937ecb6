-- What the rows of a file say of the records of their numbers: how many belong to another month than before, how many
-- are touched, and how many decided cases would be open again, each with the first row.
with compared as (
    select
        row_no,
        date_trunc('month', moment) <> date_trunc('month', held_moment) as is_of_another_month,
        status = 'proses' and held_status in ('selesai', 'ditolak', 'dicabut') as is_reopened
    from coming
    inner join held using (region_code, number)
)
select
    min(row_no) filter (where is_of_another_month) as first_moved,
    count(*) filter (where is_of_another_month) as moved,
    count(*) as touched,
    min(row_no) filter (where is_reopened) as first_reopened,
    count(*) filter (where is_reopened) as reopened
from compared
