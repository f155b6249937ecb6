-- Milestones of one region, in the file or held, of which one happened on the wrong side of another.
with coming as (select distinct region_code, milestone, happened_on from read_values),
known as (
    select * from coming
    union all
    select region_code, milestone, happened_on from (/* held */)
    anti join coming using (region_code, milestone)
),
placed as (select known.*, step from known join milestone_steps on code = milestone where step is not null)
select distinct mine.region_code, mine.milestone, mine.happened_on, true as out_of_order
from placed as mine join placed as other
    on other.region_code = mine.region_code
    and (
        other.step < mine.step and /* mine_before */
        or other.step > mine.step and /* other_before */
    )
