"""One upload from file to ledger: gather (read, map, check), decide, apply."""

import tempfile
from dataclasses import replace
from pathlib import Path

import duckdb

from data import duckdb_session, errors
from data.errors import RefusedError, SetupError
from data.home import Home
from data.intake import commit
from data.intake.checks import inspection, merged_counts
from data.intake.checks.inspection import Subject
from data.intake.columns import arranged, matching, missing_columns, preview_grid
from data.intake.columns.matching import ColumnMap
from data.intake.receipt import Receipt, Understood
from data.intake.source import period_claims, profile_files, unpivot
from data.intake.source import sheet as reading
from data.intake.source.profiles import ALL_SHEETS, PLAIN, Profile
from data.intake.source.request import Request as Request
from data.intake.source.sheet import Sheet
from data.intake.values import region_clock, typed_rows, unknown_words
from data.ledger import entries
from data.schema.kinds import Kind
from data.schema.kinds import kind as declared
from data.schema.problems import Problem
from data.settings import tables
from data.settings.home_config import settings
from data.warehouse import orphans


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
        raise SetupError(errors.error_text("file_missing", file=path))
    kind_declared = declared(kind)
    if region is not None and region not in set(tables.regions(home)["code"]):
        raise SetupError(errors.error_text("region_option", region=region))
    chosen = profile_files.load(profile_files.find(home, profile), kind_declared) if profile else PLAIN
    if period is not None and period_claims.claim(period) is None:
        raise SetupError(errors.error_text("period_option", period=period))
    return Request(path, kind_declared, chosen, region, who or "terminal", dry_run, period=period)


def of_sheets(asked: Request, sheet: str | None) -> list[Request]:
    """The same request for one sheet of the workbook by its name, or for "all" that hold the same headers."""
    if sheet is None and asked.profile.every_sheet:
        sheet = ALL_SHEETS
    if sheet is None:
        return [asked]
    listed: tuple[str | None, ...] = (sheet,)
    if sheet == ALL_SHEETS:
        try:
            headers = preview_grid.headers(asked.path, asked.kind, asked.profile)
        except RefusedError:
            return [asked]  # the load itself says what is wrong with the file
        alike = (headers.name, *headers.others)
        listed = tuple(name for name in headers.visible if name in alike) or alike
    return [replace(asked, profile=asked.profile.model_copy(update={"sheet": name})) for name in listed]


def load(home: Home, asked: Request) -> Receipt:
    """Take one file in, or refuse it with every problem found; a refused file leaves the ledger as it was."""
    try:
        sha256 = entries.file_sha256(asked.path)
    except OSError as error:
        raise SetupError(errors.error_text("file_not_read", file=asked.path, reason=error.strerror)) from error
    asked = replace(asked, profile=region_clock.in_zone_of(home, asked.profile, asked.region))
    receipt = Receipt(None, asked.kind.kind, asked.path.name, sha256, 0, 0, 0, (), refused=True)
    known = commit.already_loaded(home, sha256, asked.profile.sheet)
    if known:
        return replace(receipt, problems=(known,))
    with tempfile.TemporaryDirectory(prefix="capaian-") as scratch, duckdb_session.connect() as con:
        large = asked.path.stat().st_size > duckdb_session.LARGE_BYTES and not asked.dry_run
        duckdb_session.bound(con, duckdb_session.spill_folder(home, make_room=large))
        duckdb_session.close_in(con, home.root, home.entries_at, asked.path)
        try:
            receipt = _read(con, home, asked, receipt, Path(scratch))
        except RefusedError as refused:
            return replace(receipt, problems=(Problem(None, None, str(refused)),))
        except _UnreadableError as unreadable:
            return replace(receipt, problems=unreadable.problems)
        doubts = any(problem.row is None and problem.severity == "error" for problem in receipt.problems)
        if receipt.rows_accepted == 0 or doubts:
            return replace(receipt, rows_accepted=0)
        if receipt.rows_rejected and settings(home).files_with_errors == "refuse_file":
            refusal = Problem(None, None, "errors_refuse_file", detail={"count": receipt.rows_rejected})
            return replace(receipt, rows_accepted=0, problems=(refusal, *receipt.problems))
        return replace(receipt, refused=False) if asked.dry_run else commit.enter(con, home, asked, receipt)


class _UnreadableError(Exception):
    """The file as a whole cannot be taken; carries what to tell."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def _read(con: duckdb.DuckDBPyConnection, home: Home, asked: Request, begun: Receipt, scratch: Path) -> Receipt:
    """The receipt with what was read and found."""
    arrangement = arranged.read(con, asked.path, asked.kind, asked.profile, scratch, asked.period)
    if arrangement.across and arrangement.across.undated:
        raise RefusedError("months_without_year")
    settled, sheet = replace(asked, profile=arrangement.profile), arrangement.sheet
    # Months side by side are more than the one that a name may speak of.
    by_name = not arrangement.across or settled.period
    named = settled.path.name, sheet.name, settled.period, sheet.title
    claimed = period_claims.of_file(*named) if by_name else None
    columns = matching.match(settled.kind, arrangement.headers, settled.profile, settled.region, claimed)
    if columns.missing:
        in_doubt = bool(by_name) and claimed is None and period_claims.are_in_doubt(*named[:2], sheet.title)
        services = {*matching.vocabulary(home, declared("recap").column("service_code"))}
        region = settled.region
        lacking = missing_columns.problems(
            settled.kind, arrangement.headers, columns, region, claimed, services, in_doubt
        )
        raise _UnreadableError(*_in_sight(lacking, sheet))
    sheet = reading.fill_merged(con, sheet, merged_counts.unfilled(settled.kind, sheet, columns), scratch)
    sheet = unpivot.turned(con, sheet)
    if not arranged.join_year(con, settled.kind, sheet, columns):
        sheet = replace(sheet, year=None)
    read = typed_rows.make_typed(con, home, settled, sheet, columns, scratch)
    if not read.rows:
        raise RefusedError("no_rows")
    checked = inspection.inspect(con, home, Subject(settled, sheet, columns, read, claimed, arrangement.across))
    return replace(
        begun,
        rows_read=checked.read,
        rows_accepted=checked.accepted,
        rows_rejected=checked.rejected,
        problems=(*checked.problems, *orphans.notes(home)),
        understood=_understood(settled.kind, sheet, columns, read.profile),
        period=claimed.period if claimed else None,
        unknown_words=unknown_words.find(con, home, settled.kind, sheet.headers, columns),
    )


def _in_sight(lacking: tuple[Problem, ...], sheet: Sheet) -> tuple[Problem, ...]:
    """What a sheet lacks, and first that others of its workbook are hidden: they may be the ones with the data."""
    if not sheet.hidden_sheets:
        return lacking
    hidden = Problem(None, None, "sheets_hidden", detail={"count": sheet.hidden_sheets})
    return (hidden, *(problem for problem in lacking if problem.rule != "one_column"))


def _understood(kind: Kind, sheet: Sheet, columns: ColumnMap, profile: Profile) -> Understood:
    taken = {name: int(cell[1:]) for name, cell in columns.cells.items()}
    header_of = {column.name: column.header for column in kind.columns}
    sources = {header_of[name]: sheet.headers[place] for name, place in taken.items()}
    sources |= {header_of[name]: constant for name, constant in columns.constants.items()}
    turned = {header for unpivoted in sheet.unpivots for header in unpivoted.headers}
    unread = tuple(
        name for i, name in enumerate(sheet.headers) if name and i not in taken.values() and name not in turned
    )
    order, mark = profile.date_order or "dmy", profile.decimal_mark or ","
    return Understood(sheet.name, sheet.header_row, order, mark, sources, unread)
