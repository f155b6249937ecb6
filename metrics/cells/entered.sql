-- Figures entered with a document, of the indicators asked for.
select region_code, indicator_id, period, value, numerator, denominator
from (/* stream */)
where (/* scope */) and indicator_id in (/* indicators */)
order by all
