"""Where the figures of a document come from: everything an auditor needs to find the same ground again."""

from datetime import datetime, time
from pathlib import Path
from typing import Any

from data import clock, sql_files
from data.ledger import entries, setting_versions
from metrics.cells.build import Cells
from metrics.cells.query import within
from metrics.periods import Period
from reports.content import stamp
from reports.content.code_version import code_version
from reports.content.options import Options
from reports.content.stamp import Stamp
from reports.content.workspace import Desk

SOURCES_SQL = Path(__file__).resolve().parent / "sources.sql"
ROUNDING = "half_up_decimal_once"
"""Half up, in Decimal, where a figure is written and nowhere before (`text.formats.rounded`)."""


def of(desk: Desk, options: Options, issued: Stamp) -> dict[str, Any]:
    """The provenance as JSON: stamp, options, scope, versions, what was reported, and the source files.

    `rows` are those accepted and refused in the source files; `counted` of a file its records that count in the period
    and the scope. A limited scope is told of no file without records of its own.
    """
    coverage = desk.reporting.coverage(Period(options.period), options.region)
    listed = list(desk.entries)
    sources_of = sources(desk, options, listed)
    return {
        **stamp.as_dict(issued, options, desk.scope),
        "filters": {},
        "versions": _versions(desk),
        "settings": _settings(listed),
        "complete_through": desk.reporting.complete_through(options.region, desk.today),
        "coverage": {"reported": coverage[0], "ever_reported": coverage[1]},
        "demo": any(entry.what.get("demo") for entry in entries.standing(listed)),
        "rows": {count: sum(source[count] for source in sources_of) for count in ("accepted", "rejected")},
        "sources": sources_of,
        "rounding": ROUNDING,
    }


def in_period(options: Options) -> dict[str, object]:
    """The parameters `first` and `last` of SQL on a period: the first day of its first and of its last month."""
    period = Period(options.period)
    first, last = (datetime.combine(day, time()).date() for day in (period.first_day, period.last_day.replace(day=1)))
    return {"first": first, "last": last}


def in_scope(desk: Desk, options: Options, column: str = "region_code") -> str:
    """SQL for the records that are open to the scope and of the document's region."""
    own = f" and {column} = '{options.region}'" if options.region else ""
    return f"({within(desk.scope, column)}){own}"


def _versions(desk: Desk) -> dict[str, str]:
    versions = {kind: setting_versions.version(desk.home, kind) for kind in setting_versions.FILES}
    return {**versions, "indicators": Cells(desk.indicators).version, "code": code_version()}


def _settings(listed: list[entries.Entry]) -> list[dict[str, Any]]:
    """The ledger entries that hold the settings in force, with the SHA-256 of each file."""
    newest = {entry.kind: entry for entry in listed if entry.kind in setting_versions.FILES}
    return [{"kind": kind, "seq": entry.seq, "files": dict(entry.files)} for kind, entry in newest.items()]


def sources(desk: Desk, options: Options, listed: list[entries.Entry]) -> list[dict[str, Any]]:
    """The uploads among the listed entries with records that count in the period and the scope."""
    sql = sql_files.read(SOURCES_SQL, in_scope=in_scope(desk, options))
    rows: list[Any] = desk.connection.rows(sql, in_period(options))
    counted: dict[int, int] = dict(rows)
    return [_source(entry, counted[entry.seq]) for entry in listed if entry.seq in counted]


def _source(entry: entries.Entry, counted: int) -> dict[str, Any]:
    counts = entry.what["counts"]
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "file": entry.what["file"],
        "sha256": entry.what["sha256"],
        "at": entry.when,
        "by": entry.who,
        "accepted": counts["accepted"],
        "rejected": counts["rejected"],
        "counted": counted,
    }


def today_of(issued: Stamp) -> datetime:
    """The moment of issue on the clock it is written in."""
    return clock.as_written(issued.moment)
