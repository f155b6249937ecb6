-- Respondents of a period by their answer to a question about themselves.
select coalesce(/* name */, '') as answer, count(*) as respondents
from surveys
where /* scope */ and answered_month between $first and $last
group by answer order by respondents desc, answer
