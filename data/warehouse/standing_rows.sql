-- Every row of a kind in the uploads that count, with the newest entry that has a row of its key.
select *, max(seq) over (partition by /* key */) as newest_seq
from (select /* columns */ from /* rows */) as named
