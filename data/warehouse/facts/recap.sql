-- One row per service, month and channel of a monthly recap: counts only, no single records.
select
    seq,
    row_no,
    region_code,
    coalesce(service_agencies.agency_code, '-') as agency_code,
    records.service_code as service_code,
    channel,
    month,
    received,
    completed,
    completed_on_time,
    rejected,
    returned,
    open,
    open_overdue
from records
left join service_agency_spans as service_agencies
    on service_agencies.service_code = records.service_code
    and month between service_agencies.valid_from and service_agencies.valid_to
