-- One row per application decided late; it counts in the month decided.
-- late_days: working days from the due day to the decision, 0 when it was late by minutes; null outside the calendar.
select
    transactions.decided_month as month,
    transactions.region_code,
    transactions.agency_code,
    transactions.service_code,
    transactions.channel,
    1 as n,
    obstacle_code,
    standard_unit,
    working_days,
    working_minutes,
    case
        when decided.cum_working_days > due.cum_working_days then decided.cum_working_days - due.cum_working_days
        when decided.cum_working_days - due.cum_working_days is not null then 0
    end as late_days
from transactions
left join calendar_use
    on calendar_use.region_code = transactions.region_code and calendar_use.agency_code = transactions.agency_code
left join calendar_days as due
    on due.calendar_code = calendar_use.calendar_code and due.day = transactions.due_on
left join calendar_days as decided
    on decided.calendar_code = calendar_use.calendar_code and decided.day = transactions.decided_on
where not on_time
