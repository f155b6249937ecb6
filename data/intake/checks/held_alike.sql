-- New records whose numbers equal held ones of their region but for case, blanks and leading zeros.
with alike as (
    select
        row_no,
        region_code,
        ltrim(lower(replace(number, ' ', '')), '0') as bare
    from fresh
),
known as (
    select
        cast(region_code as varchar) as region_code,
        ltrim(lower(replace(/* number */, ' ', '')), '0') as bare
    from (/* records */)
)
select
    min(row_no) as first_alike,
    count(distinct row_no) as alike
from alike
semi join known using (region_code, bare)
