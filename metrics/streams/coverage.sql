-- One row per region whose MPP status is known: 0 from the beginning, and 1 from the month it began to operate.
-- A running stream: what happened up to a day adds up to the state on that day. Unknown regions have no row of their
-- own, so that none of them counts as without an MPP; their population is told under region '-'.
select
    date '2000-01-01' as month,
    region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    0 as n,
    0 as served,
    coalesce(population, 0) as population
from region_operation
where status in ('operasi', 'rencana', 'belum')
union all
select
    date '2000-01-01' as month,
    '-' as region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    0 as n,
    0 as served,
    coalesce(population, 0) as population
from region_operation
where status not in ('operasi', 'rencana', 'belum')
union all
select
    cast(substring(coalesce(began_on, '2000') || '-01', 1, 7) || '-01' as date) as month,
    region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    1 as n,
    coalesce(population, 0) as served,
    0 as population
from region_operation
where status = 'operasi'
