-- One row per upload (seq) whose records count in the period: seq, counted. A step towards an MPP, or its plan, counts
-- in every one.
with counted as (
    select seq, region_code from transactions
    where received_month <= $last and coalesce(date_trunc('month', closed_on), $last) >= $first
    union all
    select seq, region_code from surveys where answered_month between $first and $last
    union all
    select seq, region_code from complaints
    where received_month <= $last and coalesce(resolved_month, $last) >= $first
    union all
    select seq, region_code from recap where month between $first and $last
    union all
    select seq, region_code from figures where month between $first and $last
    union all
    select seq, region_code from milestones
)
select seq, count(*) as counted
from counted
where /* in scope */
group by seq
order by seq
