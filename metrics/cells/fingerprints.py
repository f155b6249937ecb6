"""The cells of each month in one number, by which a later look knows the months whose figures cannot have changed.

They are those rolled up by region: figures of places rest on them alone, and a look at every cell of a nation takes
seconds. Services, agencies and channels may change where these do not.
"""

from collections.abc import Mapping

from metrics.cells.home_facts import Rows

TIMELESS = ("figures", "force_majeure")
"""Tables that figures rest on beside the cells, of no month."""
OF_MONTHS = ("months", "complaint_months", "protected")
"""Such tables of months."""
ALWAYS = ""
"""In place of a month: what belongs to none."""


def fingerprints(run: Rows) -> Mapping[str, int]:
    """Month ("YYYY-MM") → the sum of 64-bit hashes of all its cells rolled up by region; ALWAYS → of all else.

    The codes' words are part of it: a table holds the places of its codes among them, and not the codes.
    """
    tables = {str(name) for (name,) in run.rows("select table_name from duckdb_tables()")}
    cells = sorted(name for name in tables if name in OF_MONTHS or _is_of_cells(name))
    selects = [
        *(f"select strftime(month, '%Y-%m') as place, hash(t, '{name}') as one from {name} as t" for name in cells),
        *(f"select '{ALWAYS}' as place, hash(t, '{name}') as one from {name} as t" for name in TIMELESS),
        f"select '{ALWAYS}' as place, hash(type_name, labels) as one from duckdb_types() where labels is not null",
    ]
    totals = [f"select place, sum(one) as total from ({select}) group by place" for select in selects]
    rows = run.rows(f"select place, sum(total) from ({' union all '.join(totals)}) group by place")
    return {str(place): int(str(total)) for place, total in rows}


def _is_of_cells(table: str) -> bool:
    return table.startswith(("region_sums_", "region_counts_"))
