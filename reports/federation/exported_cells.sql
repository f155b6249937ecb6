-- The cells of a table as other offices may have them: codes as texts, of the office's own regions.
select
    cells.month,
    cast(cells.region_code as varchar) as region_code,
    /* agency */ as agency_code,
    /* service */ as service_code,
    /* channel */ as channel/* keys */,
    /* sums */
from /* table */ as cells /* join */
where cells.region_code in (/* regions */) and /* kept */
group by all
order by all
