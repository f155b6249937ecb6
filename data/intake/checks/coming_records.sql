-- The rows of the file that can be compared with records held.
select row_no, cast(region_code as varchar) as region_code, /* number */ as number,
    /* dated */ as moment, /* status */ as status, /* service */ as service
from typed where region_code is not null and /* number */ is not null and /* dated */ is not null
