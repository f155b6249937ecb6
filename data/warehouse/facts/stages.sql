-- One row per step of an application, in the file's own words.
select
    seq,
    row_no,
    region_code,
    application_no,
    stage,
    started_at,
    ended_at,
    holder
from records
