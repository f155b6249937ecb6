-- Entered figures of one indicator that end in the days asked for, with the documents that state them; the province's own
-- where no region is asked for.
select region_code, period, value, numerator, denominator, document_no
from figures
where indicator_id = $indicator and month between $first and $last
    and case when $region is null then not contains(region_code, '.') else region_code = $region end
order by month desc, period, document_no
