-- Rows of one key: all of them where they differ, and where they are equal all but the first.
select row_no, /* column */,
    case when differs then 'duplicate_different' else 'duplicate_equal' end,
    case when differs then 'error' else 'warning' end
from (
    select row_no,
        min(contents) over (partition by /* key */) <> max(contents) over (partition by /* key */) as differs,
        row_number() over (partition by /* key */ order by row_no) as nth
    from duplicated
) where differs or nth > 1
