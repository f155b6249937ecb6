-- The newest record held, of whatever region, for each number that comes.
select cast(/* region */ as varchar) as region_code, /* number */ as number,
    max_by(/* dated */, seq) as held_moment, max_by(/* status */, seq) as held_status,
    max_by(/* service */, seq) as held_service
from (/* records */)
where /* number */ in (select number from coming) group by all
