"""What a changed table would do to records: one that drops their code is refused, one that moves them is told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter

import duckdb

from data import duckdb_session
from data.duckdb_session import quoted
from data.errors import SetupError, error_text
from data.home import Home
from data.ledger import acts, entries, setting_versions
from data.ledger.entries import Entry
from data.schema.kinds import kind as declared
from data.schema.problems import Problem
from data.settings import tables
from data.warehouse import successors
from data.warehouse.facts.enum_types import NONE

SHOWN = 5
ACTS = ("follow_up", "annotation", "declared_obstacle", "accepted_deviation")
"""Acts of people about a region."""
SERVICES = "services.csv"
Version = tuple[str, str]
"""The first day of a version ("" from the beginning) and its agency."""


def refuse(home: Home, as_of: int | None = None) -> None:
    """SetupError with the codes and how many records each has, when a table dropped or recoded one that holds any."""
    standing = entries.standing(entries.entries(home, as_of))
    with duckdb_session.connect() as con:
        duckdb_session.close_in(con, home.entries_at)
        for column, file in successors.FILES.items():
            known = successors.known_codes(home, column) | {"", NONE}
            known |= successors.successors(home).of[column].keys()
            lost = _lost(con, standing, column, known)
            if lost:
                listed = ", ".join(f"{code} ({count})" for code, count in sorted(lost.items())[:SHOWN])
                raise SetupError(error_text("codes_orphaned", file=file, codes=listed))


def _lost(con: duckdb.DuckDBPyConnection, standing: list[Entry], column: str, known: set[str]) -> dict[str, int]:
    """Code that is not known → the records that have it."""
    lost: dict[str, int] = {}
    for name in {entry.kind for entry in standing}:
        if all(other.name != column for other in declared(name).columns):
            continue
        files = ", ".join(quoted(entry.rows_path) for entry in standing if entry.kind == name)
        key = ", ".join(declared(name).key)
        rows = con.execute(f"""
            select {column}, count(distinct ({key})) from read_parquet([{files}], union_by_name = true)
            where {column} is not null group by {column}
        """).fetchall()
        for code, count in rows:
            if code not in known:
                lost[code] = lost.get(code, 0) + int(count)
    return lost


def acts_left_behind(home: Home) -> dict[str, int]:
    """Region that is gone from the table → how many acts about it stand: they do not follow as its records do."""
    known = set(successors.known_codes(home, "region_code"))
    left = Counter(
        str(region) for act in acts.standing(home, *ACTS) if (region := act.what.get("region")) and region not in known
    )
    return dict(sorted(left.items()))


def overwritten_agencies(home: Home) -> dict[str, tuple[str, str]]:
    """Service that has records → the agency of some of its days in the table last registered, and the one of now.

    A version added with its own `valid_from` leaves the days before it as they were, and is none of these.
    """
    now = setting_versions.paths(home, "reference").get(SERVICES)
    registered = setting_versions.registered(home, "reference")
    if now is None or registered is None or registered.files.get(SERVICES) == entries.file_sha256(now):
        return {}
    with setting_versions.as_of(home, registered.seq) as then:
        before, after = _versions(then), _versions(home)
    moved = {
        service: (agency, _agency_on(day, after[service]))
        for service, versions in before.items()
        for day, agency in reversed(versions)
        if service in after and _agency_on(day, after[service]) != agency
    }
    counted = _with_records(home) if moved else set()
    return {service: moved[service] for service in sorted(moved) if service in counted}


def notes(home: Home) -> tuple[Problem, ...]:
    """The warning of a load that finds such services; none where there are none."""
    moved = overwritten_agencies(home)
    return (Problem(None, None, "agencies_overwritten", "warning", {"services": listed(moved)}),) if moved else ()


def listed(moved: Mapping[str, tuple[str, str]]) -> str:
    """The first of them in words: `PTS-09: A → B`."""
    shown = [f"{service}: {old} → {new}" for service, (old, new) in list(moved.items())[:SHOWN]]
    return ", ".join([*shown, *(["…"] if len(moved) > SHOWN else [])])


def _versions(home: Home) -> dict[str, list[Version]]:
    """Service → its versions by their first day."""
    versions: dict[str, list[Version]] = {}
    for row in tables.lines(home, SERVICES):
        version = row.cells.get("valid_from", ""), row.cells.get("agency_code", "")
        versions.setdefault(row.cells.get("code", ""), []).append(version)
    return {service: sorted(listed, key=itemgetter(0)) for service, listed in versions.items()}


def _agency_on(day: str, versions: Sequence[Version]) -> str:
    """Days are written as ISO 8601; what was before the first version belongs to it."""
    return next((agency for begins, agency in reversed(versions) if begins <= day), versions[0][1])


def _with_records(home: Home) -> set[str]:
    files = [
        quoted(entry.rows_path)
        for entry in entries.standing(entries.entries(home))
        if any(column.name == "service_code" for column in declared(entry.kind).columns)
    ]
    if not files:
        return set()
    rows = f"read_parquet([{', '.join(files)}], union_by_name = true)"
    with duckdb_session.connect() as con:
        duckdb_session.close_in(con, home.entries_at)
        codes = con.execute(f"select distinct cast(service_code as varchar) from {rows}").fetchall()
    return {str(code) for (code,) in codes}
