-- One row per queue ticket taken; it counts in the month of the ticket.
-- wait_minutes: clock minutes to the call on the same day; null when it was not called on that day.
select
    cast(date_trunc('month', ticket_at) as date) as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    case
        when cast(ticket_at as date) = cast(called_at as date) and called_at >= ticket_at
            then hour(called_at) * 60 + minute(called_at) - hour(ticket_at) * 60 - minute(ticket_at)
    end as wait_minutes
from transactions
where ticket_at is not null
