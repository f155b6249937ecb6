-- One row per application, with its days, months, working time and due day (rules.md 2).
with clocked as (
    select
        *,
        cast(received_at as date) as received_on,
        coalesce(complete_at, received_at) as clock_at,
        cast(coalesce(complete_at, received_at) as date) as clock_on,
        cast(decided_at as date) as closed_on,
        coalesce(applicant_pause_days, 0) as pause_days
    from records
),
measured as (
    select
        t.* exclude (due_on),
        t.due_on as promised_on,
        /* standard */ as standard,
        /* standard_unit */ as standard_unit,
        places.agency_code as agency_code,
        places.calendar_code as calendar_code
    from clocked as t
    /* standards */
    left join places
        on places.region_code = t.region_code and places.service_code = t.service_code
        and t.clock_on between places.valid_from and places.valid_to
),
dated as (
    select
        m.*,
        closed.cum_working_days - clock.cum_working_days as days_between,
        closed.cum_working_days - received.cum_working_days as gross_working_days,
        -- 00:00 of a decision is a date without a time: the close of that day.
        (closed.cum_minutes + case
            when m.decided_at = cast(cast(m.decided_at as date) as timestamp) then closed.close_minute - closed.open_minute
            else least(greatest(hour(m.decided_at) * 60 + minute(m.decided_at), closed.open_minute), closed.close_minute)
                - closed.open_minute
        end)
        - (clock.cum_minutes
            + least(greatest(hour(m.clock_at) * 60 + minute(m.clock_at), clock.open_minute), clock.close_minute)
            - clock.open_minute) as minutes_between,
        clock.cum_working_days + case
            when m.standard_unit = 'days' then m.standard + m.pause_days
            when m.standard_unit = 'minutes' and not clock.is_working then 1
            when m.standard_unit = 'minutes' then 0
        end as due_nth
    from measured as m
    left join calendar_days as clock on clock.calendar_code = m.calendar_code and clock.day = m.clock_on
    left join calendar_days as received on received.calendar_code = m.calendar_code and received.day = m.received_on
    left join calendar_days as closed on closed.calendar_code = m.calendar_code and closed.day = m.closed_on
),
due as (
    select
        d.*,
        -- Not greatest(), which would pass over a missing due day and make it the day of the complete file.
        coalesce(d.promised_on, case when workday.day < d.clock_on then d.clock_on else workday.day end) as due_on,
        case when d.status in ('selesai', 'ditolak') then d.closed_on end as decided_on
    from dated as d
    left join calendar_workdays as workday on workday.calendar_code = d.calendar_code and workday.nth = d.due_nth
)
select
    seq,
    row_no,
    region_code,
    application_no,
    service_code,
    coalesce(agency_code, '-') as agency_code,
    coalesce(channel, '-') as channel,
    status,
    obstacle_code,
    ticket_at,
    called_at,
    received_at,
    complete_at,
    decided_at,
    returns,
    pause_days,
    fee_paid_idr,
    business_scale,
    received_on,
    clock_on,
    decided_on,
    closed_on,
    cast(date_trunc('month', received_on) as date) as received_month,
    cast(date_trunc('month', decided_on) as date) as decided_month,
    promised_on,
    standard,
    standard_unit,
    due_on,
    -- greatest() passes over null: outside the calendar these would be 0, and not unknown.
    case when decided_on is not null and days_between is not null then greatest(days_between - pause_days, 0) end
        as working_days,
    case when decided_on is not null then gross_working_days end as gross_working_days,
    case when decided_on is not null and minutes_between is not null then greatest(minutes_between, 0) end
        as working_minutes,
    case
        when decided_on is null then null
        when promised_on is not null or standard_unit = 'days' then decided_on <= due_on
        when standard_unit = 'minutes' and minutes_between is not null then greatest(minutes_between, 0) <= standard
    end as on_time
from due
