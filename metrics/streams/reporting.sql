-- One row per region and month from its first reported month to the newest report of any region.
-- An upload before the month's last day is no report of the month: one early case in it is not all there was.
-- Days are counted from the month's last day: days_after to the first upload that told of the month (null: none yet),
-- begun_after to the region's first upload of all, known_until to the newest upload of any region.
with first_reports as (
    select
        region_code,
        month,
        min(reported_on) as reported_on
    from reports
    where reported_on >= last_day(month)
    group by region_code, month
),
begun as (
    select
        region_code,
        min(month) as first_month,
        min(reported_on) as begun_on
    from reports
    group by region_code
),
newest as (
    select max(reported_on) as day from reports
),
calendar_months as (
    select distinct cast(date_trunc('month', day) as date) as month from calendar_days
)
select
    calendar_months.month as month,
    begun.region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    1 as n,
    date_diff('day', last_day(calendar_months.month), first_reports.reported_on) as days_after,
    date_diff('day', last_day(calendar_months.month), begun.begun_on) as begun_after,
    date_diff('day', last_day(calendar_months.month), newest.day) as known_until
from begun
cross join newest
inner join calendar_months on calendar_months.month between begun.first_month and newest.day
left join first_reports
    on first_reports.region_code = begun.region_code and first_reports.month = calendar_months.month
