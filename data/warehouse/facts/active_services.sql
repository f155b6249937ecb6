-- One row per region, service and month of which records or a counting recap tell that something was received or
-- decided: a recap row of nothing but zeros tells of none.
select
    region_code,
    agency_code,
    service_code,
    received_month as month
from transactions
union
select
    region_code,
    agency_code,
    service_code,
    decided_month as month
from transactions
where decided_month is not null
union
select
    region_code,
    agency_code,
    service_code,
    month
from counting_recap
where received > 0 or completed > 0 or rejected > 0
