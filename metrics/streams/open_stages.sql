-- One row per open application that has steps, at the step it stands at; it counts in the newest month of the records.
with newest_steps as (
    select
        region_code,
        application_no,
        stage,
        coalesce(holder, '-') as holder,
        row_number() over (
            partition by region_code, application_no
            order by coalesce(started_at, ended_at) desc, row_no desc
        ) as place
    from stages
)
select
    (select max(month) from months) as month,
    transactions.region_code,
    transactions.agency_code,
    transactions.service_code,
    transactions.channel,
    1 as n,
    newest_steps.stage,
    newest_steps.holder,
    transactions.due_on <= (select max(stock_day) from months) as overdue
from newest_steps
inner join transactions
    on transactions.region_code = newest_steps.region_code and transactions.application_no = newest_steps.application_no
where newest_steps.place = 1 and transactions.status = 'proses'
