-- The cells of a stream: its sums per month and part, of which any roll-up is exact.
select month, /* parts */, /* sums */
from (/* rows */)
group by month, /* parts */
