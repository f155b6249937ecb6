-- For each row to be filled the nearest value above it that is a cell's own.
select place, above.value as value from (
    select place, /* condition */ as is_meant, last_value(
        case when /* is_own */ then {'value': cast(/* name */ as varchar)} end ignore nulls
    ) over (order by row_no rows between unbounded preceding and 1 preceding) as above
    from typed
) where is_meant and above.value is not null
