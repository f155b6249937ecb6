-- The median rows of the months before each region's main month, where the month is new and enough is known.
with asked(region_code, main_month) as (values /* coming */),
counted as (
    select region_code, main_month, /* month */ as of_month, count(*) as n
    from (/* records */) join asked using (region_code)
    where /* month */ between main_month - to_months($usual_months) and main_month
    group by region_code, main_month, of_month
)
select region_code, cast(median(n) filter (where of_month < main_month) as bigint)
from counted group by region_code
having count(*) filter (where of_month < main_month) >= $least_months
    and count(*) filter (where of_month = main_month) = 0
    and median(n) filter (where of_month < main_month) >= $least_rows
