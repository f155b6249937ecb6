-- One row per region whose MPP status is known: 0 from the beginning, and 1 from the month it began to operate.
-- A running stream: what happened up to a day adds up to the state on that day. Unknown regions have no row.
select
    date '2000-01-01' as month,
    code as region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    0 as n
from mpp_status
where status in ('operasi', 'rencana', 'belum')
union all
select
    cast(substring(coalesce(nullif(soft_launch, ''), nullif(inaugurated_by_minister, ''), '2000-01') || '-01', 1, 7) || '-01' as date)
        as month,
    code as region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    1 as n
from mpp_status
where status = 'operasi'
