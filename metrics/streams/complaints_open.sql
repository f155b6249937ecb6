-- One row per complaint and month at whose stock day it is not resolved; a stock, so months are never added up.
-- The stock day is the month's last day, or the newest day the complaints tell of when that is earlier.
select
    complaint_months.month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    complaint_type
from complaints
inner join complaint_months
    on complaints.received_month <= complaint_months.month
    and coalesce(complaints.resolved_on, date '9999-12-31') > complaint_months.stock_day
