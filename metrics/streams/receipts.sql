-- One row per application received (n = 1), or per recap row (n = the count); it counts in the month received.
-- is_record: a single record, and not a recap's count.
select
    received_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    returns,
    true as is_record
from transactions
union all
select
    month,
    region_code,
    agency_code,
    service_code,
    channel,
    received as n,
    null as returns,
    false as is_record
from counting_recap
where received is not null
