-- Open applications per region whose due day lies between two days.
select region_code, count(*) as n from transactions
where closed_on is null and status = 'proses' and due_on between $today and $until
group by region_code order by region_code
