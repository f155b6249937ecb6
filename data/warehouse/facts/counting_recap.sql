-- The recap rows that count: where a region has single records of a service with a receipt or closing time in a month,
-- the recap of that service and month does not (rules.md 1).
select recap.*
from recap
where not exists (
    select 1
    from transactions
    where transactions.region_code = recap.region_code
        and transactions.service_code = recap.service_code
        and (transactions.received_month = recap.month or date_trunc('month', transactions.closed_on) = recap.month)
)
