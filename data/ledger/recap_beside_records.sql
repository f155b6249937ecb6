-- Per region: applications received that only a recap tells, and single ones.
-- A recap row does not count where the region has records of its service received or decided in its month (rules.md 1).
with touched as (
    select region_code, service_code, date_trunc('month', received_at)::date as month from transactions
    union
    select region_code, service_code, date_trunc('month', decided_at)::date from transactions
),
counted as (
    select region_code, coalesce(received, 0) as recap, 0 as records
    from recap anti join touched using (region_code, service_code, month)
    union all
    select region_code, 0, 1 from transactions
)
select region_code, sum(recap)::bigint as recap, sum(records)::bigint as records
from counted group by region_code order by region_code
