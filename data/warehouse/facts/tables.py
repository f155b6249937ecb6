"""The reference tables inside DuckDB, and the SQL by which records meet them."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from data import sql_files
from data.clock import FIRST_YEAR, LAST_YEAR
from data.home import Home
from data.ledger import setting_versions
from data.schema import kinds
from data.settings import mpp_milestones, tables

if TYPE_CHECKING:
    import pandas as pd

SQL_TYPES = {
    "text": "varchar",
    "region": "varchar",
    "service": "varchar",
    "agency": "varchar",
    "obstacle": "varchar",
    "indicator": "varchar",
    "milestone": "varchar",
    "choice": "varchar",
    "moment": "timestamp",
    "date": "date",
    "day_or_month": "varchar",
    "month": "date",
    "period": "varchar",
    "count": "integer",
    "number": "double",
    "money": "bigint",
    "score": "tinyint",
}
"""The type of each declared column as records are kept."""

STANDARD = "case when own.service_code is not null then own.standard else general.standard end"
STANDARD_UNIT = "case when own.service_code is not null then own.standard_unit else general.standard_unit end"

FACTS_DIR = Path(__file__).resolve().parent
STANDARDS_JOIN = sql_files.read(FACTS_DIR / "standards_join.sql")


@setting_versions.cached
def frames(home: Home) -> dict[str, "pd.DataFrame"]:
    """Every reference table by its name in SQL."""
    import pandas as pd

    from data.calendar import days  # brings numpy and pandas, which a reader of a file that is up to date does not need

    standards = tables.service_standards(home).rename(columns={"code": "service_code"})[
        ["service_code", "region_code", "valid_from", "valid_to", "standard", "standard_unit"]
    ]
    spans = tables.service_agencies(home).rename(columns={"code": "service_code"})
    agencies = spans.drop_duplicates("service_code", keep="last")
    return {
        "service_standards": standards,
        "service_agencies": agencies[["service_code", "agency_code", "authority", "kind"]],
        "service_agency_spans": spans[["service_code", "agency_code", "valid_from", "valid_to"]],
        "regions": tables.regions(home),
        "calendar_days": days.days(home),
        "calendar_use": days.use(home),
        "force_majeure": tables.force_majeure(home),
        "mpp_status": mpp_milestones.mpp_status(home),
        "service_plan": tables.service_plan(home),
        "milestone_steps": mpp_milestones.milestones(home),
        "all_months": pd.DataFrame({"month": pd.date_range(f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-01", freq="MS")}),
    }


def put(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Create the home's reference tables in a connection."""
    for name, frame in frames(home).items():
        con.register("frame", frame)
        con.execute(f"create or replace table {name} as select * from frame")
        con.unregister("frame")
    con.execute("""
        alter table service_standards alter valid_from type date;
        alter table service_standards alter valid_to type date;
        alter table service_agency_spans alter valid_from type date;
        alter table service_agency_spans alter valid_to type date;
        alter table service_plan alter planned_from type date;
        alter table service_plan alter planned_to type date;
        alter table calendar_days alter day type date;
        alter table all_months alter month type date;
    """)
    con.execute(f"create or replace table calendar_workdays as {select('workdays')}")


def version() -> str:
    """Changes when the SQL of the facts or the columns of a kind do."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FACTS_DIR.glob("*.sql"))]
    joined = "\n".join([*texts, STANDARD, STANDARD_UNIT, kinds.structure()])
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:12]


def select(name: str) -> str:
    """A select over the reference tables, by the name of its file."""
    return sql_files.read(FACTS_DIR / f"{name}.sql")


def facts_sql(kind: str) -> str:
    """The select that turns `records` of one kind (as they stand in the ledger, with seq) into the warehouse's rows.

    A kind without an SQL file of its own is kept as it was declared.
    """
    path = FACTS_DIR / f"{kind}.sql"
    if not path.exists() and kind in kinds.names():
        return f"select seq, row_no, {', '.join(column.name for column in kinds.kind(kind).columns)} from records"
    fragments = {"standards": STANDARDS_JOIN, "standard": STANDARD, "standard_unit": STANDARD_UNIT}
    return sql_files.read(path, **fragments)
