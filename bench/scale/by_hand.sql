-- One row per region of one month: received, completed, share decided by digital channels, and median of working days,
-- straight from the records. $first and $last are the days of the month.
with records as (
    select * from read_parquet(/* files */, filename = true, union_by_name = true)
    qualify row_number() over (partition by region_code, application_no order by filename desc) = 1
),
measured as (
    select
        records.region_code,
        cast(records.received_at as date) between $first and $last as is_received,
        cast(records.decided_at as date) between $first and $last and status in ('selesai', 'ditolak') as is_decided,
        status,
        channel,
        case
            when standards.standard_unit is null or standards.standard_unit = 'days'
                then greatest(closed.cum_working_days - clock.cum_working_days - coalesce(applicant_pause_days, 0), 0)
        end as working_days
    from records
    left join service_agencies on service_agencies.service_code = records.service_code
    left join standards on standards.service_code = records.service_code
    left join calendar_use
        on calendar_use.region_code = records.region_code
        and calendar_use.agency_code = coalesce(service_agencies.agency_code, '-')
    left join calendar_days as clock
        on clock.calendar_code = calendar_use.calendar_code
        and clock.day = cast(coalesce(records.complete_at, records.received_at) as date)
    left join calendar_days as closed
        on closed.calendar_code = calendar_use.calendar_code and closed.day = cast(records.decided_at as date)
)
select
    region_code,
    count(*) filter (where is_received) as received,
    count(*) filter (where is_decided and status = 'selesai') as completed,
    100 * count(*) filter (where is_decided and channel in ('elektronik', 'mandiri'))
    / nullif(count(*) filter (where is_decided and channel is not null), 0) as digital_share,
    median(working_days) filter (where is_decided) as median_processing_days
from measured
group by region_code
having received > 0 or completed > 0
order by region_code
