-- One row per figure entered with its document: the value itself, or its numerator and denominator.
select
    month,
    region_code,
    '-' as agency_code,
    '-' as service_code,
    '-' as channel,
    1 as n,
    indicator_id,
    period,
    value,
    numerator,
    denominator
from figures
