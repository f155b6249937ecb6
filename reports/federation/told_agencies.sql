-- Under which agency the answers of persons are told, by month, region and agency: its own code, or '-' together with
-- others where fewer than /* fewest */ answered for it. What is told together rests on as many at least, for the region
-- less the agencies told is just that; a region's month in which fewer answered at all is told under none (null).
with answers as (
    select month, region_code, agency_code, sum(records) as n
    from cells_/* stream */
    group by month, region_code, agency_code
),
summed as (
    select
        *,
        sum(n) over (partition by month, region_code) as of_region,
        coalesce(sum(n) over (
            partition by month, region_code order by agency_code <> '-', n, agency_code
            rows between unbounded preceding and 1 preceding
        ), 0) as of_smaller
    from answers
)
select
    month,
    region_code,
    agency_code,
    case
        when of_region < /* fewest */ then null
        when n < /* fewest */ or (of_smaller > 0 and of_smaller < /* fewest */) then '-'
        else cast(agency_code as varchar)
    end as told_as
from summed
