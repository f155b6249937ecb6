-- One row per survey respondent; it counts in the month of the answer.
-- answered: which of the nine unsur were answered, as the sum of 1, 2, 4, ... 256 in the regulation's order; and 512
-- where the answers were given on another scale. total: the sum of the scores in hundredths.
select
    answered_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    persyaratan,
    prosedur,
    waktu,
    biaya,
    produk,
    kompetensi,
    perilaku,
    pengaduan,
    sarana,
    (case when persyaratan is null then 0 else 1 end)
    + (case when prosedur is null then 0 else 2 end)
    + (case when waktu is null then 0 else 4 end)
    + (case when biaya is null then 0 else 8 end)
    + (case when produk is null then 0 else 16 end)
    + (case when kompetensi is null then 0 else 32 end)
    + (case when perilaku is null then 0 else 64 end)
    + (case when pengaduan is null then 0 else 128 end)
    + (case when sarana is null then 0 else 256 end)
    + (case when rescaled then 512 else 0 end) as answered,
    cast(round(100 * (coalesce(persyaratan, 0) + coalesce(prosedur, 0) + coalesce(waktu, 0)
    + coalesce(biaya, 0) + coalesce(produk, 0) + coalesce(kompetensi, 0)
    + coalesce(perilaku, 0) + coalesce(pengaduan, 0) + coalesce(sarana, 0)), 0) as bigint) as total,
    sex,
    age_group,
    education,
    occupation
from surveys
