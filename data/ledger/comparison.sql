-- How many coming records are new, changed and unchanged; a record of several rows is compared as a whole.
-- Of the stored rows of a key those of the newest entry count.
with newest as (
    select * from (/* stored */) qualify seq = max(seq) over (partition by /* key */)
),
held as (select /* key */, bit_xor(hash(row(/* columns */))) as contents from newest group by /* key */),
coming as (select /* key */, bit_xor(hash(row(/* columns */))) as contents from (/* coming */) group by /* key */)
select
    count(*) filter (where held.contents is null),
    count(*) filter (where held.contents <> coming.contents),
    count(*) filter (where held.contents = coming.contents)
from coming left join held using (/* key */)
