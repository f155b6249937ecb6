-- Months since the last milestone of each region known not to operate: `waited` adds up to them, `n` to the regions.
-- A running stream: each month without a milestone adds one, a milestone takes all of them back, and so does operation.
with began as (
    select
        region_code,
        case when status = 'operasi' then cast(substring(coalesce(began_on, '2000') || '-01', 1, 7) || '-01' as date) end
            as began_month
    from region_operation
),
happened as (
    select distinct milestones.region_code, happened_month, began_month
    from milestones inner join began on began.region_code = milestones.region_code
    where happened_month is not null and (began_month is null or happened_month < began_month)
),
spans as (
    select
        region_code,
        happened_month,
        began_month,
        coalesce(lead(happened_month) over later, began_month) as until_month,
        lead(happened_month) over later is null as is_last,
        lag(happened_month) over later is null as is_first
    from happened
    window later as (partition by region_code order by happened_month)
),
told as (
    select region_code, happened_month as month, 1 as n, 0 as waited from spans where is_first
    union all
    select spans.region_code, all_months.month, 0, 1
    from spans
    inner join all_months
        on all_months.month > spans.happened_month
        and all_months.month < coalesce(spans.until_month, date '2090-01-01')
    union all
    select
        region_code,
        until_month,
        0,
        1 + 12 * year(happened_month) + month(happened_month) - 12 * year(until_month) - month(until_month)
    from spans where until_month is not null
    union all
    select region_code, began_month, -1, 0 from spans where is_last and began_month is not null
)
select month, region_code, '-' as agency_code, '-' as service_code, '-' as channel, n, waited from told
