-- Accepted rows that nothing judges: no standard is in force on their clock date and none is promised.
select row_no, 'service_code', 'no_standard', 'warning'
from (select *, cast(coalesce(complete_at, received_at) as date) as clock_on from accepted) as t
/* standards_join */
where due_on is null and /* standard */ is null
