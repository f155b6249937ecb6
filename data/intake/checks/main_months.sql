-- Each region's main month in the file, and its rows in it.
with counted as (
    select region_code, /* month */ as main_month, count(*) as n from typed
    where region_code is not null and /* dated */ is not null
    group by region_code, main_month
)
select * from counted
qualify row_number() over (partition by region_code order by n desc, main_month desc) = 1
order by region_code
