-- The agency of each service with rows of a stream in each asked period.
select asked.code as period, /* member */ as member, max(agency_code) as agency_code
from cells_/* stream */ as c inner join (/* asked */) as asked on /* span */
where (/* scope */) and /* months */
group by all
