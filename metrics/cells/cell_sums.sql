-- The cells of a stream: its sums per month and part, of which any roll-up is exact; in the order in which they are
-- read, so that the rows of other months are passed over.
select month, /* parts */, /* sums */
from (/* rows */)
group by month, /* parts */
order by month, /* parts */
