-- One row per application received; it counts in the month it was received, withdrawn ones too.
select
    received_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    status,
    returns
from transactions
