-- Real dates and their latest day; texts like dates, and those of them that can be read in one order only.
select count(*) filter (where is_real), max(try_cast(substr(cell, 9, 2) as int)) filter (where is_real),
    count(*) filter (where first <> ''),
    count(*) filter (where first <> '' and greatest(try_cast(first as int), try_cast(second as int)) > 12)
from (
    select cell, regexp_matches(cell, '^\d{4}-\d\d-\d\d( |T|$)') as is_real,
        regexp_extract(cell, /* numeric */, 1) as first, regexp_extract(cell, /* numeric */, 2) as second
    from (/* cells */) where cell is not null
)
