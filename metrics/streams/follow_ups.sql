-- One row per follow-up that was not cancelled; it counts in the month of its deadline.
-- A deadline that had passed when it was moved stays the one that counts.
-- is_due: done, or its deadline has passed. on_schedule: done by its deadline.
select
    cast(date_trunc('month', deadline) as date) as month,
    region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    1 as n,
    done_on is not null or deadline < asked_on as is_due,
    done_on is not null and done_on <= deadline as on_schedule
from follow_ups
