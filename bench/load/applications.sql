-- One row per application, in the order of its number; every choice is a hash of the number and the seed.
with regions as (
    select list(code order by code) as codes from read_csv(/* regions */, all_varchar = true) where code <> '11'
),
services as (
    select list(code order by code) as codes from read_csv(/* services */, all_varchar = true)
),
numbers as (
    select
        range as number,
        cast(hash(range * 8 + 1, /* seed */) >> 1 as bigint) as a,
        cast(hash(range * 8 + 2, /* seed */) >> 1 as bigint) as b,
        cast(hash(range * 8 + 3, /* seed */) >> 1 as bigint) as c,
        cast(hash(range * 8 + 4, /* seed */) >> 1 as bigint) as d
    from range(/* first */, /* first */ + /* rows */)
),
drawn as (
    select
        number,
        -- A few regions and services have most of the work, as everywhere.
        regions.codes[1 + cast(floor(len(regions.codes) * power(a % 10007 / 10007, 2)) as bigint)] as region,
        services.codes[1 + cast(floor(len(services.codes) * power((a >> 16) % 10007 / 10007, 3)) as bigint)] as service,
        ['bergerak', 'mandiri', 'elektronik', 'langsung'][1 + cast(floor(log2(1 + (a >> 32) % 15)) as bigint)] as channel,
        -- Files come in the order of days; 7.30 to 15.30 on any of 729 days.
        timestamp '2024-01-01' + to_days(cast((number - /* first */) * 729 // /* rows */ as integer))
            + to_minutes(cast(450 + b % 480 as integer)) as received_at,
        cast((b >> 16) % 3 * 1440 + (b >> 20) % 300 as integer) as until_complete,
        cast((c % 20) * 1440 + (c >> 8) % 480 as integer) as until_decided,
        cast((c >> 20) % 40 as integer) as outcome,
        number % /* faults */ as fault,
        d
    from numbers, regions, services
)
select
    number,
    'UJI-' || replace(region, '.', '') || '-' || lpad(cast(number as varchar), 8, '0') as nomor_permohonan,
    region as kode_wilayah,
    if(fault = 7, 'X-99', service) as kode_layanan,
    channel as kanal,
    case when channel = 'langsung' then received_at - to_minutes(cast(10 + d % 30 as integer)) end as waktu_ambil_antrean,
    case when channel = 'langsung' then received_at - to_minutes(cast(1 + d % 9 as integer)) end as waktu_dipanggil,
    received_at as waktu_diajukan,
    case when channel <> 'mandiri' then received_at + to_minutes(until_complete) end as waktu_berkas_lengkap,
    case
        when fault = 11 then received_at - interval 3 day
        when outcome > 1 then received_at + to_minutes(until_complete + until_decided)
    end as waktu_selesai,
    case when outcome > 3 then 'selesai' when outcome > 1 then 'ditolak' else 'proses' end as status,
    cast((d >> 16) % 10 // 8 as integer) as jumlah_pengembalian,
    cast((d >> 24) % 8 // 6 as integer) as hari_jeda_pemohon,
    case when (d >> 32) % 50 = 0 then cast(received_at + interval 14 day as date) end as tenggat,
    case when (d >> 40) % 7 = 0 then 'H0' || cast(1 + (d >> 44) % 9 as varchar) end as kode_hambatan,
    case when outcome > 3 and (d >> 48) % 3 = 0 then 50000 * (1 + (d >> 52) % 7) end as biaya_dibayar
from drawn
