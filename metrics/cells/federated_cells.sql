-- The cells of a package as this home keeps them, one row per month and part; what its tables do not know is part "-".
select
    month,
    region_code,
    coalesce(cast(try_cast(agency_code as agency_codes) as varchar), '-') as agency_code,
    coalesce(cast(try_cast(service_code as service_codes) as varchar), '-') as service_code,
    channel /* keys */,
    /* sums */
from /* rows */
where region_code in (/* regions */)
group by all
order by all
