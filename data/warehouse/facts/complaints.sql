-- One row per complaint, with its working days to the first response and to its end (rules.md 3).
with dated as (
    select
        records.*,
        service_agencies.agency_code as agency_code,
        cast(received_at as date) as received_on,
        cast(first_response_at as date) as first_response_on,
        case when status = 'selesai' then cast(resolved_at as date) end as resolved_on
    from records
    left join service_agency_spans as service_agencies
        on service_agencies.service_code = records.service_code
        and cast(received_at as date) between service_agencies.valid_from and service_agencies.valid_to
)
select
    d.seq,
    d.row_no,
    d.region_code,
    d.complaint_no,
    coalesce(d.agency_code, '-') as agency_code,
    coalesce(d.service_code, '-') as service_code,
    coalesce(d.channel, '-') as channel,
    d.complaint_type,
    d.status,
    d.received_at,
    d.first_response_at,
    d.resolved_at,
    d.received_on,
    d.resolved_on,
    cast(date_trunc('month', d.received_on) as date) as received_month,
    cast(date_trunc('month', d.resolved_on) as date) as resolved_month,
    responded.cum_working_days - received.cum_working_days as response_working_days,
    resolved.cum_working_days - received.cum_working_days as working_days,
    case d.complaint_type
        when 'informasi' then 5
        when 'tanpa_pemeriksaan' then 14
        when 'dengan_pemeriksaan' then 60
    end as standard
from dated as d
left join calendar_use
    on calendar_use.region_code = d.region_code and calendar_use.agency_code = coalesce(d.agency_code, '-')
left join calendar_days as received
    on received.calendar_code = calendar_use.calendar_code and received.day = d.received_on
left join calendar_days as responded
    on responded.calendar_code = calendar_use.calendar_code and responded.day = d.first_response_on
left join calendar_days as resolved
    on resolved.calendar_code = calendar_use.calendar_code and resolved.day = d.resolved_on
