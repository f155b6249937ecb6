-- Of the records that an undo has laid bare, the rows of the newest entry that counts.
select * from read_rows semi join gone using (/* key */)
qualify seq = max(seq) over (partition by /* key */)
