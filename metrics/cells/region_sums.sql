-- The cells of a stream rolled up over agency, service and channel: its sums per month and region.
select month, region_code, /* sums */
from (/* rows */)
group by month, region_code
order by month, region_code
