-- Part of a join: the standard in force on the day the file was complete; a region's own one comes before the general.
left join service_standards as own
    on own.service_code = t.service_code and own.region_code = t.region_code
    and t.clock_on between own.valid_from and own.valid_to
left join service_standards as general
    on general.service_code = t.service_code and general.region_code = ''
    and t.clock_on between general.valid_from and general.valid_to
