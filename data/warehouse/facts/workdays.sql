-- The working days of each calendar with their running number, by which a due day is found.
select calendar_code, cum_working_days as nth, day from calendar_days where is_working
