-- Every month from the first receipt to the newest day the records tell of, with its stock day: the month's last day,
-- or that newest day when it is earlier (rules.md 3).
with newest as (select greatest(max(received_on), max(clock_on), max(decided_on)) as day from transactions)
select cast(month as date) as month, least(last_day(cast(month as date)), day) as stock_day
from newest, unnest(generate_series(
    cast((select min(received_month) from transactions) as timestamp),
    cast(date_trunc('month', day) as timestamp), interval 1 month
)) as series(month)
