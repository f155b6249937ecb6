-- Every month from the first complaint to the newest day that complaints tell of, with its stock day: the month's last
-- day, or that newest day when it is earlier.
with newest as (select greatest(max(received_on), max(resolved_on)) as day from complaints)
select cast(month as date) as month, least(last_day(cast(month as date)), day) as stock_day
from newest, unnest(generate_series(
    cast((select min(received_month) from complaints) as timestamp),
    cast(date_trunc('month', day) as timestamp), interval 1 month
)) as series(month)
