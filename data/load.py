"""One upload from file to ledger: gather (read, map, check), decide, apply."""

import contextlib
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from data import (
    claims,
    clock,
    configuration,
    conventions,
    engine,
    errors,
    glance,
    ledger,
    mapping,
    profiles,
    reading,
    reference_tables,
    unknown_words,
    values,
)
from data.check import Checked, check
from data.errors import RefusedError, SetupError
from data.facts import tables
from data.file_checks import check_file
from data.home import Home
from data.kinds import Kind
from data.kinds import kind as declared
from data.mapping import ColumnMap
from data.privacy.intake import look
from data.problems import Problem
from data.profiles import PLAIN, Profile
from data.reading import Sheet
from data.receipt import Receipt, Understood
from data.settings import settings
from data.sql import quoted
from data.unknown_words import UnknownWord

PROBLEMS_FILE = "problems.parquet"


@dataclass(frozen=True)
class Request:
    """What was asked: a file of a kind, how to read it, whose region it must be, and by whom."""

    path: Path
    kind: Kind
    profile: Profile = PLAIN
    region: str | None = None
    who: str = "terminal"
    dry_run: bool = False
    demo: bool = False
    period: str | None = None
    """The period the file claims to be about; without one, what its name says."""


def request(
    home: Home,
    path: Path,
    kind: str,
    profile: str | None = None,
    region: str | None = None,
    who: str | None = None,
    dry_run: bool = False,
    period: str | None = None,
) -> Request:
    """Check what was asked before anything is read (SetupError names the option that is wrong)."""
    if not path.is_file():
        raise SetupError(errors.told("file_missing", file=path))
    kind_declared = declared(kind)
    if region is not None and region not in set(reference_tables.regions(home)["code"]):
        raise SetupError(errors.told("region_option", region=region))
    chosen = profiles.load(profiles.find(home, profile), kind_declared) if profile else PLAIN
    if period is not None and claims.claim(period) is None:
        raise SetupError(errors.told("period_option", period=period))
    return Request(path, kind_declared, chosen, region, who or "terminal", dry_run, period=period)


def load(home: Home, asked: Request) -> Receipt:
    """Take one file in, or refuse it with every problem found; a refused file leaves the ledger as it was."""
    try:
        sha256 = ledger.file_sha256(asked.path)
    except OSError as error:
        raise SetupError(errors.told("file_not_read", file=asked.path, reason=error.strerror)) from error
    told = Receipt(None, asked.kind.kind, asked.path.name, sha256, 0, 0, 0, (), refused=True)
    known = _already_loaded(home, sha256)
    if known:
        return replace(told, problems=(known,))
    with tempfile.TemporaryDirectory(prefix="capaian-") as scratch, engine.connect() as con:
        large = asked.path.stat().st_size > engine.LARGE_BYTES and not asked.dry_run
        engine.bound(con, engine.spill_folder(home, make_room=large))
        try:
            checked, understood, unknown = _gather(con, home, asked, Path(scratch))
        except _UnreadableError as unreadable:
            return replace(told, problems=unreadable.problems)
        told = replace(
            told,
            rows_read=checked.read,
            rows_accepted=checked.accepted,
            rows_rejected=checked.rejected,
            problems=checked.problems,
            understood=understood,
            unknown_words=unknown,
        )
        if checked.accepted == 0:
            return told
        if _refuses_errors(home, checked):
            refusal = Problem(None, None, "errors_refuse_file", detail={"count": checked.rejected})
            return replace(told, rows_accepted=0, problems=(refusal, *told.problems))
        return replace(told, refused=False) if asked.dry_run else _apply(con, home, asked, told)


class _UnreadableError(Exception):
    """The file as a whole cannot be taken; carries what to tell."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def _gather(
    con: duckdb.DuckDBPyConnection, home: Home, asked: Request, scratch: Path
) -> tuple[Checked, Understood, tuple[UnknownWord, ...]]:
    try:
        return _read(con, home, asked, scratch)
    except RefusedError as refused:
        raise _UnreadableError(Problem(None, None, str(refused))) from refused


def _read(
    con: duckdb.DuckDBPyConnection, home: Home, asked: Request, scratch: Path
) -> tuple[Checked, Understood, tuple[UnknownWord, ...]]:
    recognise = mapping.recogniser(asked.kind, asked.profile)
    # A join keeps no order of rows, so each must carry its number.
    joined = asked.kind.kind in values.BESIDE
    sheet = reading.read(con, asked.path, asked.profile, recognise, scratch, with_row_no=joined)
    columns = mapping.match(asked.kind, sheet.headers, asked.profile, asked.region)
    notes = (
        [Problem(None, None, "other_sheets", "warning", {"sheets": ", ".join(sheet.others)})] if sheet.others else []
    )
    if columns.missing:
        raise _UnreadableError(*(_missing(column.header, nearest) for column, nearest in columns.missing))
    questions = conventions.questions(asked.kind, columns, asked.profile)
    seen = glance.look(con, sheet.cell_columns, glance.listed(asked.kind, columns).values(), questions)
    if sheet.lines is not None and sheet.lines != seen.rows:
        sheet = reading.read(con, asked.path, asked.profile, recognise, scratch, with_row_no=True)
    profile = conventions.decide(con, asked.kind, columns, asked.profile, seen.answers)
    now = _local_now(profile)
    tables.put(con, home)
    if not values.read(con, home, asked.kind, sheet, columns, profile, asked.region, now):
        raise RefusedError("no_rows")
    personal = look(con, asked.kind, sheet.headers, columns, seen.filled)
    found = check(con, asked.kind, columns, asked.region, now, personal.cells)
    claimed = claims.claim(asked.period) if asked.period else claims.of_name(asked.path.name)
    notes += check_file(con, home, asked.kind, sheet.headers, columns, claimed)
    told = replace(found, problems=(*notes, *personal.notices, *found.problems))
    understood = _understood(asked.kind, sheet, columns, profile)
    return told, understood, unknown_words.find(con, home, asked.kind, sheet.headers, columns)


def _understood(kind: Kind, sheet: Sheet, columns: ColumnMap, profile: Profile) -> Understood:
    taken = {name: int(cell[1:]) for name, cell in columns.cells.items()}
    header_of = {column.name: column.header for column in kind.columns}
    sources = {header_of[name]: sheet.headers[place] for name, place in taken.items()}
    sources |= {header_of[name]: constant for name, constant in columns.constants.items()}
    unread = tuple(name for i, name in enumerate(sheet.headers) if name and i not in taken.values())
    order, mark = profile.date_order or "dmy", profile.decimal_mark or ","
    return Understood(sheet.name, sheet.header_row, order, mark, sources, unread)


def _apply(con: duckdb.DuckDBPyConnection, home: Home, asked: Request, told: Receipt) -> Receipt:
    with ledger.lock(home):
        known = _already_loaded(home, told.sha256)
        if known:
            return replace(told, rows_accepted=0, rows_rejected=0, problems=(known,))
        with contextlib.ExitStack() as stack:
            acts = []
            for kind in configuration.changed(home):
                side = stack.enter_context(ledger.side_folder(home))
                acts.append(configuration.prepare(home, kind, asked.who, side))
            folder = stack.enter_context(ledger.side_folder(home))
            _write(con, folder, told.problems)
            acts.append(ledger.Act(folder, told.kind, asked.who, _what(asked, told)))
            entry = ledger.append_all(home, acts)[-1]
    return replace(told, seq=entry.seq, refused=False)


def _what(asked: Request, told: Receipt) -> dict[str, Any]:
    counts = {"read": told.rows_read, "accepted": told.rows_accepted, "rejected": told.rows_rejected}
    how = {"profile": asked.profile.name or None, "time_zone": asked.profile.time_zone, "region": asked.region}
    understood = asdict(told.understood) if told.understood else None
    return {
        "file": told.file,
        "sha256": told.sha256,
        "counts": counts,
        **how,
        "understood": understood,
        "demo": asked.demo,
    }


def _write(con: duckdb.DuckDBPyConnection, folder: Path, problems: Sequence[Problem]) -> None:
    con.execute(
        "create table told (row_no bigint, column_header varchar, rule varchar, severity varchar, detail varchar)"
    )
    if problems:
        columns = zip(*((p.row, p.column, p.rule, p.severity, p.detail_json()) for p in problems), strict=True)
        con.execute(
            "insert into told select unnest($a::bigint[]), unnest($b::varchar[]), unnest($c::varchar[]),"
            " unnest($d::varchar[]), unnest($e::varchar[])",
            dict(zip("abcde", map(list, columns), strict=True)),
        )
    try:
        con.execute(f"copy accepted to {quoted(folder / ledger.ROWS_FILE)} (format parquet, compression zstd)")
        con.execute(f"copy told to {quoted(folder / PROBLEMS_FILE)} (format parquet)")
    except duckdb.Error as error:
        raise SetupError(errors.told("rows_not_written", home=folder.parent.parent)) from error


def _refuses_errors(home: Home, checked: Checked) -> bool:
    return checked.rejected > 0 and settings(home).files_with_errors == "refuse_file"


def _already_loaded(home: Home, sha256: str) -> Problem | None:
    for entry in ledger.standing(ledger.entries(home)):
        if entry.what["sha256"] == sha256:
            return Problem(None, None, "already_loaded", detail={"entry": entry.seq})
    return None


def _missing(header: str, nearest: str | None) -> Problem:
    if nearest is None:
        return Problem(None, header, "column_missing_alone", detail={"column": header})
    return Problem(None, header, "column_missing", detail={"column": header, "nearest": nearest})


def _local_now(profile: Profile) -> datetime:
    """The moment of loading in the file's zone, to compare with the moments the file tells."""
    return clock.now().astimezone(ZoneInfo(profile.time_zone)).replace(tzinfo=None)
