-- One row per region, month and upload that tells of it, with the day the upload entered the ledger.
select told.region_code, told.month, told.seq, entries.reported_on
from (select distinct * from (/* told */)) as told
inner join entries on entries.seq = told.seq
