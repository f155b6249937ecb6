-- One row per application received (n = 1), or per recap row (n = the count); it counts in the month received.
select
    received_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    returns
from transactions
union all
select
    month,
    region_code,
    agency_code,
    service_code,
    channel,
    received as n,
    null as returns
from counting_recap
where received is not null
