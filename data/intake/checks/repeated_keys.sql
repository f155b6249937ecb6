-- The rows whose key another row has too, with a number that tells their contents apart.
select row_no, /* key */, hash(row(/* columns */)) as contents
from typed
where /* is_whole */ and hash(row(/* key */)) in (
    select hash(row(/* key */)) as record from typed where /* is_whole */ group by record having count(*) > 1
)
