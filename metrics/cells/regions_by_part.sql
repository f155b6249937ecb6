-- The regions that have rows of a stream in each asked period and part.
select distinct asked.code as period, /* member */ as member, region_code
from cells_/* stream */ as c inner join (/* asked */) as asked on /* span */
where (/* scope */) and /* months */
order by all
