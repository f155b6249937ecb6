-- One row per respondent; the agency of the service wins over the one written (rules.md 1).
select
    seq,
    row_no,
    region_code,
    response_no,
    coalesce(service_agencies.agency_code, records.agency_code, '-') as agency_code,
    coalesce(records.service_code, '-') as service_code,
    coalesce(channel, '-') as channel,
    answered_on,
    cast(date_trunc('month', answered_on) as date) as answered_month,
    persyaratan,
    prosedur,
    waktu,
    biaya,
    produk,
    kompetensi,
    perilaku,
    pengaduan,
    sarana,
    sex,
    age_group,
    education,
    occupation
from records
left join service_agency_spans as service_agencies
    on service_agencies.service_code = records.service_code
    and answered_on between service_agencies.valid_from and service_agencies.valid_to
