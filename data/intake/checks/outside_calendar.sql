-- First and last day of the calendar, and the accepted rows that have a moment outside it.
select first, last, min(row_no), count(row_no)
from (select min(day) as first, max(day) as last from calendar_days)
left join accepted
    on cast(least(/* moments */) as date) < first
    or cast(greatest(/* moments */) as date) > last
group by first, last
