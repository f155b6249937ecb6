-- One row per respondent; the agency of the service wins over the one written (rules.md 1).
-- rescaled: whether the answers were given on another scale than 1 to 4; such scores are no whole numbers.
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
    cast(persyaratan as decimal(7, 6)) as persyaratan,
    cast(prosedur as decimal(7, 6)) as prosedur,
    cast(waktu as decimal(7, 6)) as waktu,
    cast(biaya as decimal(7, 6)) as biaya,
    cast(produk as decimal(7, 6)) as produk,
    cast(kompetensi as decimal(7, 6)) as kompetensi,
    cast(perilaku as decimal(7, 6)) as perilaku,
    cast(pengaduan as decimal(7, 6)) as pengaduan,
    cast(sarana as decimal(7, 6)) as sarana,
    rescaled,
    sex,
    age_group,
    education,
    occupation
from records
left join service_agency_spans as service_agencies
    on service_agencies.service_code = records.service_code
    and answered_on between service_agencies.valid_from and service_agencies.valid_to
