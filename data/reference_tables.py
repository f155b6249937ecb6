"""The reference tables of a home: regions, services and which of them are planned, agencies, obstacles, MPP status,
holidays, force majeure.

A shipped file may speak of regions or agencies that a home with files of its own does not have; such rows are left
out. In a file that the home brings itself they are an error.
"""

import functools
import re
from collections.abc import Callable, Collection, Mapping, Sequence

import pandas as pd

from data import strict_csv
from data.errors import SetupError, told
from data.home import SHIPPED, Home
from data.service_plan import COLUMNS as PLAN_COLUMNS
from data.service_plan import plan_records
from data.service_standards import service_rows
from data.strict_csv import Row

_REMARKS = ("source", "certainty", "note", "decree")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MPP_STATUSES = ("operasi", "rencana", "belum", "belum ada data")
OPERATION = ("soft_launch", "operasi_terbatas", "peresmian")
"""The steps that tell that an MPP operates; the first that has its day says since when."""
_TILES_PER_ROW = 6
HELD = 4
"""Versions of a table that are kept, for homes side by side."""
_TEXTS_OF_SERVICE = ("code", "name", "agency_code", "agency", "authority", "kind")


def folded(text: str) -> str:
    """A name as it is compared: lower case, apostrophes dropped, other signs as one space."""
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’‘`]", "", text.casefold())).split())


def is_own(home: Home, name: str) -> bool:
    """Whether the home brings that reference file itself."""
    return home.reference(name) != SHIPPED / "reference" / name


def _read_once(*names: str) -> Callable[[Callable[[Home], pd.DataFrame]], Callable[[Home], pd.DataFrame]]:
    """Keep a table as long as the files it is read from say the same, byte for byte; each caller gets a copy."""

    def kept(read: Callable[[Home], pd.DataFrame]) -> Callable[[Home], pd.DataFrame]:
        held: dict[tuple[object, ...], pd.DataFrame] = {}

        @functools.wraps(read)
        def table(home: Home) -> pd.DataFrame:
            paths = [home.reference(name) for name in names]
            if not all(path.is_file() for path in paths):
                return read(home)  # which says what is missing
            key = tuple((path, path.read_bytes()) for path in paths)
            if key not in held:
                while len(held) >= HELD:
                    held.pop(next(iter(held)))
                held[key] = read(home)
            return held[key].copy()

        return table

    return kept


@_read_once("regions.csv")
def regions(home: Home) -> pd.DataFrame:
    """One row per kabupaten/kota: code, name, type, capital, lat, lon (degrees), population, tile_row, tile_column.

    `tile_row` and `tile_column` (from 1 in the north-west) place the region on the tile map; a file without them gets
    its regions in the order of the file, six to a row. Population is NA and a coordinate NaN when blank.
    """
    required = ("code", "name", "type", "capital", "lat", "lon", "population")
    rows = strict_csv.read(home.reference("regions.csv"), required, (*_REMARKS, "tile_row", "tile_column"))
    _check_region_codes(rows)
    records = [
        {column: row.text(column) for column in ("code", "name", "type", "capital")}
        | {"lat": row.degrees_or_blank("lat"), "lon": row.degrees_or_blank("lon")}
        | {"population": row.whole_or_blank("population"), "tile_row": tile[0], "tile_column": tile[1]}
        for row, tile in zip(rows, _tiles(rows), strict=True)
    ]
    kinds = {"lat": "float64", "lon": "float64", "population": "Int64", "tile_row": "int64", "tile_column": "int64"}
    return _table(records, {"code": "str", "name": "str", "type": "str", "capital": "str", **kinds})


def province(home: Home) -> str:
    """The code of the home's province, as "11"."""
    return str(regions(home)["code"].iloc[0])[:2]


@_read_once("regions.csv", "services.csv")
def services(home: Home) -> pd.DataFrame:
    """One row per version of a service's standard; columns as `data.service_standards.service_rows` tells.

    standard and fee_idr are Int64, valid_from and valid_to datetime.date, example is bool.
    """
    known = frozenset(regions(home)["code"])
    kinds = {"standard": "Int64", "standard_unit": "str", "region_code": "str", "valid_from": "object"}
    kinds |= {"valid_to": "object", "fee_idr": "Int64", "example": "bool"}
    records = service_rows(home.reference("services.csv"), known, _REMARKS)
    return _table(records, dict.fromkeys(_TEXTS_OF_SERVICE, "str") | kinds)


def agencies(home: Home) -> pd.DataFrame:
    """One row per agency of services.csv, in its order: code, name."""
    table = services(home)[["agency_code", "agency"]].drop_duplicates(ignore_index=True)
    return table.rename(columns={"agency_code": "code", "agency": "name"})


def agency_aliases(home: Home) -> dict[str, str]:
    """Agency code by every folded spelling (see `folded`): the aliases, and the codes and names of services.csv."""
    known = agencies(home)
    spellings = {folded(str(name)): str(code) for code, name in zip(known["code"], known["name"], strict=True)}
    spellings |= {folded(str(code)): str(code) for code in known["code"]}
    for row in _rows_about(home, "agency_aliases.csv", ("alias", "agency_code"), frozenset(known["code"])):
        alias, code = folded(row.text("alias")), row.text("agency_code")
        if spellings.setdefault(alias, code) != code:
            raise row.wrong("alias", told("alias_taken", code=spellings[alias]))
    return spellings


@_read_once("obstacles.csv")
def obstacles(home: Home) -> pd.DataFrame:
    """One row per obstacle code: code, name_id, name_en, owner, controllable (yes, partly, no)."""
    columns = ("code", "name_id", "name_en", "owner", "controllable")
    rows = strict_csv.read(home.reference("obstacles.csv"), columns, _REMARKS)
    strict_csv.refuse_repeats(rows, "code", lambda row: row.text("code"))
    records = [
        {column: row.text(column) for column in columns}
        | {"controllable": row.choice("controllable", ("yes", "partly", "no"))}
        for row in rows
    ]
    return _table(records, dict.fromkeys(columns, "str"))


@_read_once("regions.csv", "mpp_status.csv")
def mpp_status(home: Home) -> pd.DataFrame:
    """One row per region: code, name, status, soft_launch, inaugurated_by_minister, note, sources, confirmed_by.

    "" when unknown. status is operasi, rencana, belum or "belum ada data"; the two dates are YYYY, YYYY-MM or
    YYYY-MM-DD. confirmed_by is the office that confirmed what the sources say, a column that a file may lack.
    """
    columns = ("code", "name", "status", "soft_launch", "inaugurated_by_minister", "note", "sources")
    rows = _rows_about(home, "mpp_status.csv", columns, frozenset(regions(home)["code"]), ("confirmed_by",))
    strict_csv.refuse_repeats(rows, "code", lambda row: row.text("code"))
    for row in rows:
        for column in ("soft_launch", "inaugurated_by_minister"):
            if not re.fullmatch(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?", row.cells[column], re.ASCII):
                raise row.wrong(column, told("date_part_unreadable"))
    records = [{"confirmed_by": ""} | row.cells | {"status": row.choice("status", _MPP_STATUSES)} for row in rows]
    return _table(records, dict.fromkeys((*columns, "confirmed_by"), "str"))


@_read_once("milestones.csv")
def milestones(home: Home) -> pd.DataFrame:
    """The path to an MPP, one row per step in the order of the file: code, name_id, name_en, step, legal_basis.

    `step` (Int64, the column `order`) is what happens in order: steps of one number may come in any order, and one
    without a number at any time (NA). A file must hold the steps of OPERATION.
    """
    columns = ("code", "name_id", "name_en", "order", "legal_basis")
    rows = strict_csv.read(home.reference("milestones.csv"), columns, _REMARKS)
    strict_csv.refuse_repeats(rows, "code", lambda row: row.text("code"))
    for code in OPERATION:
        if not any(row.cells["code"] == code for row in rows):
            raise SetupError(told("milestone_missing", code=code))
    records: list[Mapping[str, object]] = [
        {
            **{column: row.text(column) for column in ("code", "name_id", "name_en")},
            "step": row.whole_or_blank("order"),
            "legal_basis": row.cells["legal_basis"],
        }
        for row in rows
    ]
    kinds = {"code": "str", "name_id": "str", "name_en": "str", "step": "Int64", "legal_basis": "str"}
    return _table(records, kinds)


def service_plan(home: Home) -> pd.DataFrame:
    """One row per service that a region planned for its MPP: region_code, service_code, planned_from, planned_to.

    The days are datetime.date, inclusive; date.max when the plan has no end. A region without rows has no plan known.
    """
    rows = _rows_about(home, "service_plan.csv", PLAN_COLUMNS, frozenset(regions(home)["code"]))
    records = plan_records(rows, frozenset(services(home)["code"]))
    kinds = {"region_code": "str", "service_code": "str", "planned_from": "object", "planned_to": "object"}
    return _table(records, kinds)


def holidays(home: Home) -> pd.DataFrame:
    """One row per national holiday or cuti bersama: date (datetime.date), name_id, category."""
    columns = ("date", "weekday", "name_id", "category", "source")
    rows = strict_csv.read(home.reference("holidays.csv"), columns, _REMARKS)
    strict_csv.refuse_repeats(rows, "date", lambda row: (row.day("date"), row.text("category").casefold()))
    for row in rows:
        weekday = _WEEKDAYS[row.day("date").weekday()]
        if row.cells["weekday"].casefold() not in ("", weekday):
            raise row.wrong("weekday", told("weekday_wrong", weekday=weekday.title()))
    records = [
        {"date": row.day("date"), "name_id": row.text("name_id")}
        | {"category": row.choice("category", ("libur_nasional", "cuti_bersama"))}
        for row in rows
    ]
    return _table(records, {"date": "object", "name_id": "str", "category": "str"})


def force_majeure(home: Home) -> pd.DataFrame:
    """One row per region and span of force majeure: region_code, from, to (datetime.date, inclusive), decree."""
    columns = ("region_code", "from", "to", "decree")
    rows = _rows_about(home, "force_majeure.csv", columns, frozenset(regions(home)["code"]))
    strict_csv.refuse_repeats(rows, "region_code", lambda row: tuple(row.cells[column] for column in columns))
    for row in rows:
        if row.day("to") < row.day("from"):
            raise row.wrong("to", told("before_other", other="from"))
    records = [
        {"region_code": row.text("region_code"), "decree": row.text("decree")}
        | {column: row.day(column) for column in ("from", "to")}
        for row in rows
    ]
    return _table(records, {"region_code": "str", "from": "object", "to": "object", "decree": "str"})


def _check_region_codes(rows: Sequence[Row]) -> None:
    if not rows:
        raise SetupError(told("no_regions"))
    strict_csv.refuse_repeats(rows, "code", lambda row: row.text("code"))
    for row in rows:
        if not re.fullmatch(r"\d\d\.\d\d", row.cells["code"], re.ASCII):
            raise row.wrong("code", told("no_region_code"))
        if row.cells["code"][:2] != rows[0].cells["code"][:2]:
            raise row.wrong("code", told("other_province"))


def _tiles(rows: Sequence[Row]) -> list[tuple[int, int]]:
    if not {"tile_row", "tile_column"} <= rows[0].cells.keys():
        return [(place // _TILES_PER_ROW + 1, place % _TILES_PER_ROW + 1) for place in range(len(rows))]
    strict_csv.refuse_repeats(rows, "tile_column", lambda row: (row.whole("tile_row"), row.whole("tile_column")))
    return [(row.whole("tile_row"), row.whole("tile_column")) for row in rows]


def _rows_about(
    home: Home, name: str, columns: Sequence[str], known: Collection[str], optional: Collection[str] = ()
) -> list[Row]:
    """The rows of a file about regions or agencies that the home has; `columns` holds the column of their code."""
    column = next(column for column in ("agency_code", "region_code", "code") if column in columns)
    rows = strict_csv.read(home.reference(name), columns, (*_REMARKS, *optional))
    for row in rows:
        if row.text(column) not in known and is_own(home, name):
            raise row.wrong(column, told("code_unknown"))
    return [row for row in rows if row.text(column) in known]


def _table(records: Sequence[Mapping[str, object]], kinds: Mapping[str, str]) -> pd.DataFrame:
    """A table with exactly these columns and kinds, also when there are no rows."""
    return pd.DataFrame(list(records), columns=list(kinds)).astype(dict(kinds))
