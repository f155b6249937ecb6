-- The rows of a kind that a newer one of their key stands for; only keys with a row of /* newer */ are looked at.
with newest as (
    select /* key */, max(seq) as newest_seq
    from /* kind */ semi join (select /* key */ from /* kind */ where /* newer */) as put_in using (/* key */)
    group by all
    having min(seq) < max(seq)
)
select rows_there.rowid as place
from /* kind */ as rows_there inner join newest using (/* key */)
where rows_there.seq < newest.newest_seq
