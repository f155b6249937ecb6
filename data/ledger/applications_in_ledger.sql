-- Per application number its region, and whether several regions have that number.
select application_no, min(region_code) as held_region, count(distinct region_code) > 1 as several
from (/* stored */)
group by application_no
