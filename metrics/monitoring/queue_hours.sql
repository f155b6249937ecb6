-- Visitors per region, weekday (1 Monday), hour of their ticket and minutes of waiting; a call on another day than the
-- ticket's, or before it, is none (rules.md 3).
select
    region_code,
    isodow(ticket_at) as weekday,
    hour(ticket_at) as hour,
    date_diff('minute', ticket_at, called_at) as wait,
    count(*) as n
from transactions
where ticket_at >= $first and ticket_at < cast($last as date) + interval 1 day
    and cast(ticket_at as date) = cast(called_at as date) and called_at >= ticket_at
    and ($region is null or region_code = $region)
group by region_code, weekday, hour, wait
