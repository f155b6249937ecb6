-- One row per region, month and agency with an active service: something was received or decided in the month or the
-- two before it, or a recap says so. A state, so months are never added up.
select distinct
    cast(active_services.month + later.months * interval 1 month as date) as month,
    region_code,
    agency_code,
    '-' as service_code,
    '-' as channel,
    1 as n
from active_services
cross join (values (0), (1), (2)) as later(months)
