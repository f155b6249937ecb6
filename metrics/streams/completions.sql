-- One row per application decided (n = 1), or per outcome of a recap row (n = the count), in the month decided.
-- in_shares: a recap's rejected ones are a number only, and stand in no share of channels.
-- is_record: a single record, and not a recap's count. promised: by an explicit tenggat, which overrides the standard.
with outcomes as (
    select *, completed_on_time as n, 'selesai' as status, true as on_time
    from counting_recap
    where completed_on_time is not null
    union all
    select
        *,
        completed - coalesce(completed_on_time, 0),
        'selesai',
        case when completed_on_time is not null then false end
    from counting_recap
    where completed is not null
    union all
    select *, rejected, 'ditolak', null
    from counting_recap
    where rejected is not null
)
select
    decided_month as month,
    region_code,
    agency_code,
    service_code,
    channel,
    1 as n,
    status,
    on_time,
    standard_unit,
    standard,
    promised_on is not null as promised,
    working_days,
    gross_working_days,
    working_minutes,
    returns,
    true as in_shares,
    true as is_record,
    obstacle_code,
    clock_on as began_on
from transactions
where decided_on is not null
union all
select
    month,
    region_code,
    agency_code,
    service_code,
    channel,
    n,
    status,
    on_time,
    null as standard_unit,
    null as standard,
    null as promised,
    null as working_days,
    null as gross_working_days,
    null as working_minutes,
    null as returns,
    status = 'selesai' as in_shares,
    false as is_record,
    null as obstacle_code,
    null as began_on
from outcomes
