-- One row per queue ticket called on its own day; it counts in the month of the ticket.
select
    cast(date_trunc('month', ticket_at) as date) as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    date_diff('minute', ticket_at, called_at) as wait_minutes
from transactions
where cast(ticket_at as date) = cast(called_at as date) and called_at >= ticket_at
