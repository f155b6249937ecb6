-- Decided applications that meet the conditions, longest past due first; late_days: working days past the due day.
select
    t.application_no,
    t.region_code,
    t.service_code,
    t.channel,
    t.received_on,
    t.clock_on as complete_on,
    t.due_on,
    t.decided_on,
    t.working_days,
    t.obstacle_code,
    greatest(decided.cum_working_days - due.cum_working_days, 0) as late_days
from transactions as t
left join service_agencies on service_agencies.service_code = t.service_code
left join calendar_use on calendar_use.region_code = t.region_code and calendar_use.agency_code = t.agency_code
left join calendar_days as due
    on due.calendar_code = calendar_use.calendar_code and due.day = t.due_on
left join calendar_days as decided
    on decided.calendar_code = calendar_use.calendar_code and decided.day = t.decided_on
where t.decided_on between $first and $last and t.on_time is not null
    and /* conditions */
order by late_days desc nulls last, t.application_no
limit /* limit */
