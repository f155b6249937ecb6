"""The reference tables of a home: regions, services and which of them are planned, agencies, obstacles, holidays, force
majeure.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from data.errors import error_text
from data.home import Home
from data.settings import csv_reader
from data.settings.csv_reader import REMARKS, Row, rows_about
from data.settings.csv_reader import reference_table as table
from data.settings.file_cache import derived_from
from data.settings.places import places
from data.settings.places import rows as region_rows
from data.settings.service_standards import of_leaves, service_rows
from text.words import say

if TYPE_CHECKING:
    import pandas as pd

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TILES_PER_ROW = 6
LEVELS = {"negara": "nation", "provinsi": "province", "kabupaten": "regency", "kota": "city"}
"""What the types of `regions.csv` are called among the words; another type is a region."""
_TEXTS_OF_SERVICE = ("code", "name", "agency_code", "agency", "authority", "kind")


def folded(text: str) -> str:
    """A name as it is compared: lower case, apostrophes dropped, other signs as one space."""
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’‘`]", "", text.casefold())).split())


@derived_from("regions.csv")
def regions(home: Home) -> "pd.DataFrame":
    """One row per region that reports, the leaves of the tree (`data.settings.places`) in its order.

    code, name, type, capital, lat, lon (degrees), population, tile_row, tile_column.

    `tile_row` and `tile_column` (from 1 in the north-west) place the region on the tile map; a file without them gets
    its regions in the order of the file, six to a row. Population is NA and a coordinate NaN when blank.
    """
    kinds = {"lat": "float64", "lon": "float64", "population": "Int64", "tile_row": "int64", "tile_column": "int64"}
    return table(_region_records(home), {"code": "str", "name": "str", "type": "str", "capital": "str", **kinds})


@derived_from("regions.csv")
def _region_records(home: Home) -> list[dict[str, object]]:
    leaves = {code: number for number, code in enumerate(places(home).all_leaves)}
    rows = sorted(
        (row for row in region_rows(home) if row.text("code") in leaves), key=lambda row: leaves[row.cells["code"]]
    )
    return [
        {column: row.text(column) for column in ("code", "name", "type")}
        | {"capital": row.cells["capital"]}
        | {"lat": row.degrees_or_blank("lat"), "lon": row.degrees_or_blank("lon")}
        | {"population": row.whole_or_blank("population"), "tile_row": tile[0], "tile_column": tile[1]}
        for row, tile in zip(rows, _tiles(rows), strict=True)
    ]


@derived_from("regions.csv")
def place_records(home: Home) -> Mapping[str, Mapping[str, object]]:
    """Every place of the file by its code: name, type, capital, lat, lon, population; None where a number is blank."""
    return {
        row.text("code"): {
            **{column: row.cells[column] for column in ("name", "type", "capital")},
            **{column: row.degrees_or_blank(column) if row.cells[column] else None for column in ("lat", "lon")},
            "population": row.whole_or_blank("population"),
        }
        for row in region_rows(home)
    }


@derived_from("regions.csv")
def place_names(home: Home) -> Mapping[str, str]:
    """The name of every place by its code: of the regions, and of what they belong to."""
    root = places(home).root
    return {root: root} | {row.text("code"): row.text("name") for row in region_rows(home)}


@derived_from("regions.csv")
def tiles(home: Home) -> Mapping[str, tuple[int, int]]:
    """Row and column of every place below the root on the tile map of what it belongs to."""
    tree, known = places(home), {str(record["code"]): record for record in _region_records(home)}
    reporting = {
        code: (int(str(record["tile_row"])), int(str(record["tile_column"]))) for code, record in known.items()
    }
    above = [code for code in tree.codes[1:] if code not in reporting]
    return reporting | dict(zip(above, map(_tile_of, range(len(above))), strict=True))


def lines(home: Home, name: str) -> list[Row]:
    """The lines of a reference table, whatever its columns are."""
    return csv_reader.read_any(home.reference(name))


def region_codes(home: Home) -> list[str]:
    """The codes of `regions` in its order, found without the table."""
    return [str(record["code"]) for record in _region_records(home)]


@derived_from("regions.csv")
def region_spans(home: Home) -> tuple[tuple[str, date, date], ...]:
    """Code, first and last day of each region with a `valid_from` or `valid_to`; open ends are date.min and date.max.

    One that succeeds another has no first day, for the records of what it succeeds are its own.
    """
    spans = []
    for row in csv_reader.read_any(home.reference("regions.csv")):
        begins, ends = row.day_or_blank("valid_from"), row.day_or_blank("valid_to")
        if begins and ends and ends < begins:
            raise row.wrong("valid_to", error_text("before_other", other="valid_from"))
        first = date.min if row.cells.get("succeeds") else begins or date.min
        spans.append((row.text("code"), first, ends or date.max))
    return tuple(span for span in spans if span[1:] != (date.min, date.max))


@derived_from("regions.csv")
def _levels(home: Home) -> Mapping[str, str]:
    tree, kinds = places(home), {row.text("code"): row.text("type") for row in region_rows(home)}
    return {tree.root: LEVELS["provinsi"]} | {code: LEVELS.get(kind, "region") for code, kind in kinds.items()}


def level(home: Home, place: str | None = None) -> str:
    """What a place (None: the root) is, one of LEVELS or "region"; the root of a file without it is a province."""
    return _levels(home).get(places(home).root if place is None else place, "region")


def level_word(home: Home, place: str | None, language: str) -> str:
    """The same in a word within a sentence: "provinsi", "kota", and "Indonesia" of the nation."""
    return say(f"level.{level(home, place)}", language)


def province(home: Home) -> str:
    """The code of the root: of a province's home that province, as "11"."""
    return places(home).root


@derived_from("regions.csv", "services.csv")
def services(home: Home) -> "pd.DataFrame":
    """One row per version of a service's standard; columns as `data.settings.service_standards.service_rows` tells.

    standard and fee_idr are Int64, valid_from and valid_to datetime.date, example is bool.
    """
    kinds = {"standard": "Int64", "standard_unit": "str", "region_code": "str", "valid_from": "object"}
    kinds |= {"valid_to": "object", "fee_idr": "Int64", "example": "bool"}
    return table(_service_records(home), dict.fromkeys(_TEXTS_OF_SERVICE, "str") | kinds)


@derived_from("regions.csv", "services.csv")
def service_standards(home: Home) -> "pd.DataFrame":
    """The versions of standards as facts ask them: as `services`, those of a place told of each region in it."""
    kinds = {"standard": "Int64", "standard_unit": "str", "valid_from": "object", "valid_to": "object"}
    records = of_leaves(_service_records(home), places(home))
    return table(records, {"code": "str", "region_code": "str", **kinds})


@derived_from("regions.csv", "services.csv")
def _service_records(home: Home) -> list[dict[str, object]]:
    return service_rows(home.reference("services.csv"), frozenset(places(home).codes), REMARKS)


def service_codes(home: Home) -> frozenset[str]:
    """The codes of `services`, found without the table."""
    return frozenset(str(record["code"]) for record in _service_records(home))


@derived_from("regions.csv", "services.csv")
def service_agencies(home: Home) -> "pd.DataFrame":
    """Whose a service is and was: code, agency_code, authority, kind, valid_from, valid_to (datetime.date, inclusive).

    The spans of a service leave no day out: the first begins and the last ends with the days that can be.
    """
    versions = services(home).sort_values("valid_from", kind="stable", ignore_index=True)
    versions = versions[["code", "agency_code", "authority", "kind", "valid_from"]]
    moved = versions[versions["agency_code"] != versions.groupby("code")["agency_code"].shift()].copy()
    first = ~moved.duplicated("code")
    ends = moved.groupby("code")["valid_from"].shift(-1)
    moved["valid_to"] = [end - timedelta(days=1) if isinstance(end, date) else date.max for end in ends]
    moved.loc[first, "valid_from"] = date.min
    return moved.reset_index(drop=True)


@derived_from("regions.csv", "services.csv")
def agencies(home: Home) -> "pd.DataFrame":
    """One row per agency of services.csv, in its order: code, name."""
    listed = services(home)[["agency_code", "agency"]].drop_duplicates(ignore_index=True)
    return listed.rename(columns={"agency_code": "code", "agency": "name"})


def agency_aliases(home: Home) -> dict[str, str]:
    """Agency code by every folded spelling (see `folded`): the aliases, and the codes and names of services.csv."""
    known = agencies(home)
    spellings = {folded(str(name)): str(code) for code, name in zip(known["code"], known["name"], strict=True)}
    spellings |= {folded(str(code)): str(code) for code in known["code"]}
    for row in rows_about(home, "agency_aliases.csv", ("alias", "agency_code"), frozenset(known["code"])):
        alias, code = folded(row.text("alias")), row.text("agency_code")
        if spellings.setdefault(alias, code) != code:
            raise row.wrong("alias", error_text("alias_taken", code=spellings[alias]))
    return spellings


@derived_from("obstacles.csv")
def obstacles(home: Home) -> "pd.DataFrame":
    """One row per obstacle code: code, name_id, name_en, owner, controllable (yes, partly, no)."""
    columns = ("code", "name_id", "name_en", "owner", "controllable")
    rows = csv_reader.read(home.reference("obstacles.csv"), columns, REMARKS)
    csv_reader.refuse_repeats(rows, "code", lambda row: row.text("code"))
    records = [
        {column: row.text(column) for column in columns}
        | {"controllable": row.choice("controllable", ("yes", "partly", "no"))}
        for row in rows
    ]
    return table(records, dict.fromkeys(columns, "str"))


@derived_from("regions.csv", "services.csv", "service_plan.csv")
def service_plan(home: Home) -> "pd.DataFrame":
    """One row per service that a region planned for its MPP: region_code, service_code, planned_from, planned_to.

    The days are datetime.date, inclusive; date.max when the plan has no end. A region without rows has no plan known.
    """
    rows = rows_about(home, "service_plan.csv", PLAN_COLUMNS, frozenset(region_codes(home)))
    records = plan_records(rows, service_codes(home))
    kinds = {"region_code": "str", "service_code": "str", "planned_from": "object", "planned_to": "object"}
    return table(records, kinds)


@derived_from("holidays.csv")
def holidays(home: Home) -> "pd.DataFrame":
    """One row per national holiday or cuti bersama: date (datetime.date), name_id, category."""
    columns = ("date", "weekday", "name_id", "category", "source")
    rows = csv_reader.read(home.reference("holidays.csv"), columns, REMARKS)
    csv_reader.refuse_repeats(rows, "date", lambda row: (row.day("date"), row.text("category").casefold()))
    for row in rows:
        weekday = _WEEKDAYS[row.day("date").weekday()]
        if row.cells["weekday"].casefold() not in ("", weekday):
            raise row.wrong("weekday", error_text("weekday_wrong", weekday=weekday.title()))
    records = [
        {"date": row.day("date"), "name_id": row.text("name_id")}
        | {"category": row.choice("category", ("libur_nasional", "cuti_bersama"))}
        for row in rows
    ]
    return table(records, {"date": "object", "name_id": "str", "category": "str"})


@derived_from("regions.csv", "force_majeure.csv")
def force_majeure(home: Home) -> "pd.DataFrame":
    """One row per region and span of force majeure: region_code, from, to (datetime.date, inclusive), decree.

    A span of a place below the root holds for every region in it.
    """
    columns, tree = ("region_code", "from", "to", "decree"), places(home)
    rows = rows_about(home, "force_majeure.csv", columns, frozenset(tree.codes) - {tree.root})
    csv_reader.refuse_repeats(rows, "region_code", lambda row: tuple(row.cells[column] for column in columns))
    for row in rows:
        if row.day("to") < row.day("from"):
            raise row.wrong("to", error_text("before_other", other="from"))
    records = [
        {"region_code": region, "decree": row.text("decree")} | {column: row.day(column) for column in ("from", "to")}
        for row in rows
        for region in tree.leaves(row.text("region_code"))
    ]
    return table(records, {"region_code": "str", "from": "object", "to": "object", "decree": "str"})


def _tile_of(number: int) -> tuple[int, int]:
    return number // _TILES_PER_ROW + 1, number % _TILES_PER_ROW + 1


def _tiles(rows: Sequence[Row]) -> list[tuple[int, int]]:
    if not {"tile_row", "tile_column"} <= rows[0].cells.keys():
        return list(map(_tile_of, range(len(rows))))
    csv_reader.refuse_repeats(rows, "tile_column", lambda row: (row.whole("tile_row"), row.whole("tile_column")))
    return [(row.whole("tile_row"), row.whole("tile_column")) for row in rows]


Span = tuple[date, date]

PLAN_COLUMNS = ("region_code", "service_code", "planned_from", "planned_to", "decree")


def plan_records(rows: Sequence[Row], services: Collection[str]) -> list[dict[str, object]]:
    """One record per row: region_code, service_code, planned_from, planned_to (days, inclusive; date.max when open).

    An unknown service, a span that ends before it begins, or two spans of a service that overlap is a SetupError.
    """
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    return [_record(row, services, spans) for row in rows]


def _record(row: Row, services: Collection[str], spans: dict[tuple[str, str], list[Span]]) -> dict[str, object]:
    region, service = row.text("region_code"), row.text("service_code")
    first, last = row.day("planned_from"), row.day_or_blank("planned_to") or date.max
    row.text("decree")
    if service not in services:
        raise row.wrong("service_code", error_text("plan_service"))
    if last < first:
        raise row.wrong("planned_to", error_text("before_other", other="planned_from"))
    if any(first <= until and last >= since for since, until in spans[region, service]):
        raise row.wrong("planned_from", error_text("plan_overlaps"))
    spans[region, service].append((first, last))
    return {"region_code": region, "service_code": service, "planned_from": first, "planned_to": last}
