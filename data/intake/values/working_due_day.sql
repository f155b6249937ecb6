-- The day that lies so many working days after another, by the calendar of the place.
left join places on places.region_code = t.region_code and places.service_code = t.service_code
    and t.due_from between places.valid_from and places.valid_to
left join calendar_days as clock
    on clock.calendar_code = places.calendar_code and clock.day = t.due_from
left join calendar_workdays as workday
    on workday.calendar_code = places.calendar_code and workday.nth = clock.cum_working_days + t.due_days
