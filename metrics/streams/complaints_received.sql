-- One row per complaint; it counts in the month it was received.
select
    received_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    complaint_type
from complaints
where received_on is not null
