-- One row per application received (n = 1), or per recap row (n = the count); it counts in the month received.
-- is_record: a single record, and not a recap's count.
select
    received_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    true as is_record,
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
    false as is_record,
    null as returns
from counting_recap
where received is not null
