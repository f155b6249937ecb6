-- One row per region, month and service that is planned, active or both; a state, so months are never added up.
-- active: something was received or decided in the month or the two before it, or a recap says so.
-- planned: in the region's plan (service_plan.csv) on the month's last day. A region of which nothing at all was
-- told in those three months has no rows: whether its services are active is not known.
with active as (
    select distinct
        region_code,
        agency_code,
        service_code,
        cast(active_services.month + later.months * interval 1 month as date) as month
    from active_services
    cross join (values (0), (1), (2)) as later(months)
),
known as (
    select distinct region_code, month from active
),
planned as (
    select
        service_plan.region_code,
        service_agencies.agency_code,
        service_plan.service_code,
        known.month
    from service_plan
    inner join known
        on known.region_code = service_plan.region_code
        and last_day(known.month) between service_plan.planned_from and service_plan.planned_to
    inner join service_agencies on service_agencies.service_code = service_plan.service_code
)
select
    coalesce(active.month, planned.month) as month,
    coalesce(active.region_code, planned.region_code) as region_code,
    coalesce(active.agency_code, planned.agency_code) as agency_code,
    coalesce(active.service_code, planned.service_code) as service_code,
    '-' as channel,
    1 as n,
    active.service_code is not null as active,
    planned.service_code is not null as planned,
    service_agencies.authority,
    service_agencies.kind
from active
full outer join planned
    on planned.region_code = active.region_code
    and planned.service_code = active.service_code
    and planned.month = active.month
inner join service_agencies
    on service_agencies.service_code = coalesce(active.service_code, planned.service_code)
