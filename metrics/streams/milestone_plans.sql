-- One row per milestone with a plan, in the month it is planned for: whether it had happened by then.
-- A date known to the month only is compared by the month.
select
    planned_month as month,
    region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    1 as n,
    happened_on is not null
        and substring(happened_on, 1, least(length(happened_on), length(planned_on)))
        <= substring(planned_on, 1, least(length(happened_on), length(planned_on))) as on_schedule
from milestones
where planned_on is not null
