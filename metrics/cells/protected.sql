-- The streams of which an office has sent no cells, to protect few persons, by asked period and member.
select distinct asked.code as period, /* member */ as member, stream
from protected as c inner join (/* asked */) as asked on c.month between asked.first and asked.last
where (/* scope */)
