-- One row per region and step of its path to an MPP; a day or a month is text, "2025-01-31" or "2025-01".
select
    seq,
    row_no,
    region_code,
    milestone,
    planned_on,
    happened_on,
    cast(substring(planned_on, 1, 7) || '-01' as date) as planned_month,
    cast(substring(happened_on, 1, 7) || '-01' as date) as happened_month,
    document_no,
    document_on,
    note
from records
