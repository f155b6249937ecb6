-- The rows of a stream, or of its cells, in the touched months of regions. The bounds let a scan pass over most of what
-- cannot be touched.
select rows.*
from (/* rows */) as rows semi join /* touched */ using (month, region_code)
where /* bounds */
