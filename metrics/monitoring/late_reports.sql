-- Region and month first told of after its day; owed only from a region's first upload on, so that history is not late.
select region_code, strftime(month, '%Y-%m') as month from (/* reporting */)
where days_after > $days and begun_after <= $days
