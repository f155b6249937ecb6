-- New records whose number and moment stand in another region: the first row, how many, and how many new ones there are.
with looked_up as (
    select
        row_no,
        exists (
            select 1
            from held
            where held.number = fresh.number
                and held.held_moment = fresh.moment
                and held.region_code <> fresh.region_code
        ) as is_elsewhere
    from fresh
)
select
    min(row_no) filter (where is_elsewhere) as first_elsewhere,
    count(*) filter (where is_elsewhere) as elsewhere,
    count(*) as fresh
from looked_up
