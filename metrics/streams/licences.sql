-- One row per application completed whose applicant's business scale is known; it counts in the month completed.
select
    decided_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    business_scale
from transactions
where decided_month is not null and status = 'selesai' and business_scale is not null
