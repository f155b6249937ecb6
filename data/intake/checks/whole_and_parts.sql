-- Services and months of which a recap has both a row without a channel and rows by channel, with what is held: how many
-- a file touches, of how many the one is the sum of several others, and the cases of those.
with rows as (
    select
        cast(region_code as varchar) as region_code, cast(service_code as varchar) as service_code, month,
        cast(channel as varchar) as channel, received, completed, true as is_coming
    from accepted
    union all
    select
        cast(region_code as varchar), cast(service_code as varchar), month,
        cast(channel as varchar), received, completed, false
    from (/* known */) as held
    where not exists (
        select 1
        from accepted
        where cast(accepted.region_code as varchar) = cast(held.region_code as varchar)
            and cast(accepted.service_code as varchar) = cast(held.service_code as varchar)
            and accepted.month = held.month and cast(accepted.channel as varchar) = cast(held.channel as varchar)
    )
),
sums as (
    select
        sum(coalesce(received, completed)) filter (where channel = '-') as whole,
        sum(coalesce(received, completed)) filter (where channel <> '-') as parts,
        count(*) filter (where channel <> '-') as channels
    from rows
    group by region_code, service_code, month
    having bool_or(channel = '-') and bool_or(channel <> '-') and bool_or(is_coming)
)
select
    count(*) as both_kinds,
    count(*) filter (where whole = parts and channels > 1) as summed,
    coalesce(sum(whole) filter (where whole = parts and channels > 1), 0) as cases
from sums
