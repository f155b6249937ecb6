-- Over how many months the days lie read day first and month first; the latest that has happened, month first.
select count(distinct (cast(d.b as int), d.y)), count(distinct (cast(d.a as int), d.y)),
    max(right('20' || d.y, 4) || '-' || lpad(d.a, 2, '0') || '-' || lpad(d.b, 2, '0'))
        filter (where happened)
from (/* days */)
