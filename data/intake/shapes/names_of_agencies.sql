-- Each service name that more than one agency uses in the first rows, with these agencies as the file writes them.
select any_value(trim(/* service */)) as name, list_sort(list(distinct trim(/* agency */))) as agencies
from (select * from cells limit /* first */)
group by lower(trim(/* service */))
having count(distinct lower(trim(/* agency */))) > 1
order by name
limit /* most */
