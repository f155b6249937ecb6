-- One row per application decided (completed or rejected); it counts in the month it was decided.
select
    decided_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    status,
    on_time,
    standard_unit,
    working_days,
    gross_working_days,
    working_minutes,
    returns
from transactions
where decided_on is not null
