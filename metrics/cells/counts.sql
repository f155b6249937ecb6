-- Distributions rolled up: how often each value stands in each asked period and member.
select asked.code as period, cast(/* member */ as varchar) as member, value, cast(sum(n) as bigint) as n
from /* table */ as c inner join (/* asked */) as asked on /* span */
where (/* scope */) and /* months */
group by all order by period, member, value
