-- Cells rolled up: a column of sums per asked period and member.
select asked.code as period, cast(/* member */ as varchar) as member, /* sums */
from /* table */ as c inner join (/* asked */) as asked on /* span */
where (/* scope */) and /* months */
group by 1, 2
