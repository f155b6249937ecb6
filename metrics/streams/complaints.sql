-- One row per complaint resolved; it counts in the month it was resolved.
select
    resolved_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    complaint_type,
    response_working_days,
    working_days,
    working_days <= standard as on_time
from complaints
where resolved_on is not null
