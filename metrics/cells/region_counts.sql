-- The distribution of a stream rolled up over agency, service and channel: how often each value stands in each month
-- and region.
select month, region_code, value, cast(sum(n) as bigint) as n
from (/* rows */)
group by month, region_code, value
order by month, region_code, value
