-- One row per region: decisions with a time, those in a minute shared by $shared or more, those at a minute ending in
-- 0 or 5; and decisions on the last day the standard permits, the day after and the day before.
with timed as (
    select
        region_code,
        decided_at,
        cast(decided_at as time) <> time '00:00' as has_time,
        case when standard_unit = 'days' and promised_on is null then standard - working_days end as days_left
    from transactions
    where decided_on is not null
),
minutes as (
    select
        region_code,
        decided_at,
        count(*) as n
    from timed
    where has_time
    group by region_code, decided_at
),
shared as (
    select
        region_code,
        sum(n) as timed,
        sum(n) filter (where n >= $shared) as shared,
        sum(n) filter (where minute(decided_at) % 5 = 0) as rounded
    from minutes
    group by region_code
),
edges as (
    select
        region_code,
        count(*) filter (where days_left = 0) as last_day,
        count(*) filter (where days_left = -1) as day_after,
        count(*) filter (where days_left = 1) as day_before
    from timed
    group by region_code
)
select
    region_code,
    coalesce(timed, 0) as timed,
    coalesce(shared, 0) as shared,
    coalesce(rounded, 0) as rounded,
    last_day,
    day_after,
    day_before
from edges
left join shared using (region_code)
order by region_code
