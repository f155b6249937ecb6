-- Rows whose region has another time than their own: $codes with their $firsts and $lasts.
with spans as (
    select
        unnest($codes::varchar[]) as region_code,
        unnest($firsts::date[]) as first,
        unnest($lasts::date[]) as last
)
select typed.row_no
from typed
join spans on cast(typed.region_code as varchar) = spans.region_code
where
    cast(/* ends */ as date) < spans.first
    or cast(/* begins */ as date) > spans.last
order by typed.row_no
