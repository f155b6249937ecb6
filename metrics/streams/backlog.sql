-- One row per application and month at whose stock day it is open; a stock, so months are never added up.
-- The stock day is the month's last day, or the newest day the records tell of when that is earlier.
select
    months.month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    due_on <= months.stock_day as overdue
from transactions
inner join months
    on transactions.received_month <= months.month
    and (transactions.closed_on is null or transactions.closed_on > months.stock_day)
where status <> 'dicabut' or closed_on is not null
