-- One row per application decided, stage and holder, over every time it went through; it counts in the month decided.
-- A step without a beginning began when the step before it ended, one without an end ended when the next began.
-- working_days at the stage, waiting_days between the step before and this one, entries (2 or more: it came back),
-- handovers (the step before had another holder).
with steps as (
    select
        stages.region_code,
        stages.application_no,
        stages.stage,
        coalesce(stages.holder, '-') as holder,
        coalesce(stages.started_at, lag(stages.ended_at) over in_order, stages.ended_at) as began_at,
        coalesce(stages.ended_at, lead(stages.started_at) over in_order, transactions.decided_at) as ended_at,
        lag(coalesce(stages.holder, '-')) over in_order as holder_before,
        lag(coalesce(stages.ended_at, stages.started_at)) over in_order as before_at
    from stages
    inner join transactions
        on transactions.region_code = stages.region_code and transactions.application_no = stages.application_no
    where transactions.decided_on is not null
    window in_order as (
        partition by stages.region_code, stages.application_no
        order by coalesce(stages.started_at, stages.ended_at), stages.row_no
    )
)
select
    transactions.decided_month as month,
    steps.region_code,
    transactions.agency_code,
    transactions.service_code,
    transactions.channel,
    1 as n,
    steps.stage,
    steps.holder,
    transactions.on_time,
    sum(case when ended.cum_working_days > began.cum_working_days then ended.cum_working_days - began.cum_working_days else 0 end) as working_days,
    sum(case when began.cum_working_days > before.cum_working_days then began.cum_working_days - before.cum_working_days else 0 end) as waiting_days,
    count(*) as entries,
    count(*) filter (where steps.holder <> steps.holder_before) as handovers
from steps
inner join transactions
    on transactions.region_code = steps.region_code and transactions.application_no = steps.application_no
left join calendar_use
    on calendar_use.region_code = transactions.region_code and calendar_use.agency_code = transactions.agency_code
left join calendar_days as began
    on began.calendar_code = calendar_use.calendar_code and began.day = cast(steps.began_at as date)
left join calendar_days as ended
    on ended.calendar_code = calendar_use.calendar_code and ended.day = cast(steps.ended_at as date)
left join calendar_days as before
    on before.calendar_code = calendar_use.calendar_code and before.day = cast(steps.before_at as date)
group by
    transactions.decided_month,
    steps.region_code,
    steps.application_no,
    transactions.agency_code,
    transactions.service_code,
    transactions.channel,
    steps.stage,
    steps.holder,
    transactions.on_time
