-- What is known of each region's MPP: `status` as in mpp_status.csv, `began_on` the day or month it began to operate.
-- Accepted milestones that speak of operation replace what the news said; steps before it tell of a plan, unless an
-- MPP is known to operate already. `told_by` is milestones, news or ''.
with told as (
    select
        region_code,
        count(*) filter (where milestone in ('soft_launch', 'operasi_terbatas', 'peresmian')) > 0 as of_operation,
        count(*) filter (where step < (select step from milestone_steps where code = 'soft_launch')) > 0 as of_preparation,
        coalesce(
            min(happened_on) filter (where milestone = 'soft_launch'),
            min(happened_on) filter (where milestone = 'operasi_terbatas'),
            min(happened_on) filter (where milestone = 'peresmian')
        ) as began_on
    from milestones inner join milestone_steps on milestone_steps.code = milestones.milestone
    group by region_code
),
known as (
    select
        regions.code as region_code,
        regions.population,
        coalesce(told.of_operation, false) as of_operation,
        coalesce(told.of_preparation, false) and coalesce(news.status, '') <> 'operasi' as of_preparation,
        told.began_on,
        coalesce(news.status, 'belum ada data') as news_status,
        case when news.status = 'operasi' then coalesce(nullif(news.soft_launch, ''), nullif(news.inaugurated_by_minister, '')) end
            as news_began_on
    from regions
    left join told on told.region_code = regions.code
    left join mpp_status as news on news.code = regions.code
)
select
    region_code,
    population,
    case
        when of_operation and began_on is not null then 'operasi'
        when of_operation or of_preparation then 'rencana'
        else news_status
    end as status,
    case when of_operation then began_on else news_began_on end as began_on,
    case
        when of_operation or of_preparation then 'milestones'
        when news_status = 'belum ada data' then ''
        else 'news'
    end as told_by
from known
