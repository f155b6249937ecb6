-- Rows with their due day; what was written stays, and days that cannot be counted leave it unread.
select t.* exclude (due_on, due_on__raw, due_from, due_days, due_days__text, is_computed, computed),
    if(is_computed, computed, due_on) as due_on,
    case when not is_computed then due_on__raw when computed is null then due_days__text else '' end as due_on__raw
from (
    select t.*, cast(/* due_on */ as date) as computed,
        due_on__raw is null and due_days__text is not null and due_from is not null as is_computed
    from (select *, /* day */ as due_from, /* days */ as due_days from /* source */) as t /* joins */
) as t
