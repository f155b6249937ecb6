-- One row per application and month at whose stock day it is open; a stock, so months are never added up.
-- The stock day is the month's last day, or the newest day the records tell of when that is earlier.
-- age_working_days: net working days from the complete file to the stock day.
select
    months.month as month,
    transactions.region_code,
    transactions.agency_code,
    service_code,
    channel,
    1 as n,
    due_on <= months.stock_day as overdue,
    obstacle_code,
    transactions.clock_on as began_on,
    case
        when stock.cum_working_days - clock.cum_working_days > pause_days
            then stock.cum_working_days - clock.cum_working_days - pause_days
        when stock.cum_working_days - clock.cum_working_days is not null then 0
    end as age_working_days
from transactions
inner join months
    on transactions.received_month <= months.month
    -- Not "closed_on is null or ...": an or would pair each application with every later month first.
    and coalesce(transactions.closed_on, date '9999-12-31') > months.stock_day
left join calendar_use
    on calendar_use.region_code = transactions.region_code and calendar_use.agency_code = transactions.agency_code
left join calendar_days as clock
    on clock.calendar_code = calendar_use.calendar_code and clock.day = transactions.clock_on
left join calendar_days as stock
    on stock.calendar_code = calendar_use.calendar_code and stock.day = months.stock_day
where status <> 'dicabut' or closed_on is not null
