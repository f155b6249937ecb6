-- One row per region, first month and last month in which some of the records may count; is_open: one of them goes on
-- counting after it.
select
    cast(region_code as varchar) as region_code,
    least(/* months */) as first_month,
    greatest(/* months */) as last_month,
    bool_or(/* is_open */) as is_open
from /* kind */
where (/* rows */) and least(/* months */) is not null
group by all
