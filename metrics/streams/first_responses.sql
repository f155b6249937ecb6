-- One row per complaint that was answered; it counts in the month of the first response.
select
    cast(date_trunc('month', first_response_at) as date) as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    complaint_type,
    response_working_days
from complaints
where first_response_at is not null
