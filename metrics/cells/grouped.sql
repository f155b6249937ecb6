-- Straight from a stream, finer than any cell: sums per asked period and dimensions.
with c as (
    select t.*/* of_service */ from (/* stream */) as t /* join */
    where (/* scope */) and /* months */ and (/* conditions */)
)
select asked.code as period, /* named */, /* sums */
from c inner join (/* asked */) as asked on /* span */
group by /* groups */
