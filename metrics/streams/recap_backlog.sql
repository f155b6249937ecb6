-- One row per recap row and outcome of its open cases; a stock, of which a region's newest recap month counts.
select
    month,
    region_code,
    agency_code,
    service_code,
    channel,
    open_overdue as n,
    true as overdue
from counting_recap
where open_overdue is not null
union all
select
    month,
    region_code,
    agency_code,
    service_code,
    channel,
    open - coalesce(open_overdue, 0) as n,
    case when open_overdue is not null then false end as overdue
from counting_recap
where open is not null
