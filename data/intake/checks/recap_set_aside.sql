-- How many recap rows do not count because of single records of their service and month, and the applications in them.
-- From a recap, from the records that set it aside, and from records that did so before (rules.md 1).
with touched as (
    select
        cast(region_code as varchar) as region_code,
        cast(service_code as varchar) as service_code,
        cast(date_trunc('month', unnest([received_at, decided_at])) as date) as month
    from (/* records */)
),
touched_before as (
    select
        cast(region_code as varchar) as region_code,
        cast(service_code as varchar) as service_code,
        cast(date_trunc('month', unnest([received_at, decided_at])) as date) as month
    from (/* records_before */)
),
told as (
    select
        cast(region_code as varchar) as region_code,
        cast(service_code as varchar) as service_code,
        month,
        received
    from (/* recap */)
)
select
    count(*) as row_count,
    coalesce(sum(received), 0) as received
from told
semi join touched using (region_code, service_code, month)
anti join touched_before using (region_code, service_code, month)
