-- The cells themselves, rolled up to the periods asked: sums per period and dimensions, "-" where one is not known.
with c as (select t.*/* of_service */ from cells_/* stream */ as t /* join */)
select asked.code as period, /* named */, /* sums */
from c inner join (/* asked */) as asked on /* span */
where (/* scope */) and /* months */
group by /* groups */
