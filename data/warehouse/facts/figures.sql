-- One row per entered figure with its document; it counts in the last month of its period.
select
    seq,
    row_no,
    region_code,
    indicator_id,
    period,
    cast(case
        when regexp_matches(period, '^[0-9]{4}-[0-9]{2}$') then period || '-01'
        when period like '%Q%' then substring(period, 1, 4) || '-' || lpad(cast(3 * cast(right(period, 1) as integer) as varchar), 2, '0') || '-01'
        when period like '%S%' then substring(period, 1, 4) || '-' || lpad(cast(6 * cast(right(period, 1) as integer) as varchar), 2, '0') || '-01'
        else period || '-12-01'
    end as date) as month,
    value,
    numerator,
    denominator,
    document_no,
    document_on
from records
