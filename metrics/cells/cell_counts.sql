-- The distribution of a stream: how often each whole number stands in each month and part.
select month, /* parts */, cast(/* value */ as bigint) as value, sum(n) as n
from (/* rows */)
where (/* condition */) and (/* value */) is not null
group by month, /* parts */, value
order by month, /* parts */, value
