-- Every region × service: the agency that has it over each span of days, and the calendar the two of them keep.
select
    regions.code as region_code, services.code as service_code,
    coalesce(spans.agency_code, '-') as agency_code, calendar_code,
    coalesce(spans.valid_from, date '0001-01-01') as valid_from,
    coalesce(spans.valid_to, date '9999-12-31') as valid_to
from known_regions as regions
cross join known_services as services
left join service_agency_spans as spans on spans.service_code = services.code
left join calendar_use
    on calendar_use.region_code = regions.code
    and calendar_use.agency_code = coalesce(spans.agency_code, '-')
