-- Every month from the first complaint to the newest day that complaints tell of, with its stock day: the month's last
-- day, or that newest day when it is earlier.
with known as (
    select
        min(received_month) as first_month,
        greatest(max(received_on), max(resolved_on)) as newest_day
    from complaints
)
select all_months.month, least(last_day(all_months.month), known.newest_day) as stock_day
from known inner join all_months on all_months.month between known.first_month and known.newest_day
