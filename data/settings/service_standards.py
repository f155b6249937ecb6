"""The services of services.csv and the versions of their standards."""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from data.errors import error_text
from data.settings import csv_reader
from data.settings.csv_reader import Row
from data.settings.places import Places

AUTHORITIES = ("pusat", "daerah", "bumn", "bumd", "swasta")
KINDS = ("perizinan", "nonperizinan")
UNITS = ("menit", "jam", "hari_kerja")
MINUTES_PER_DAY = 1440
ONE_DAY = timedelta(days=1)
Record = Mapping[str, object]
"""One version of a service's standard."""

_NAMES = ("code", "name", "agency_code", "agency", "authority", "kind")
_REQUIRED = (*_NAMES, "standard_minutes_or_days", "unit", "fee_idr")


def service_rows(path: Path, regions: Collection[str], remarks: Collection[str]) -> list[dict[str, object]]:
    """One record per version of a service's standard, in the order of the file.

    code, name, agency_code, agency, authority, kind; standard and standard_unit ("days" or "minutes", both None when
    the service has no standard; standards of one day or more are in days); region_code ("" holds for every region);
    valid_from, valid_to (date.min and date.max when open; a version without an end ends the day before the next one
    begins); fee_idr (None when unknown); example (the row is marked "contoh").
    """
    rows = csv_reader.read(path, _REQUIRED, (*remarks, "region_code", "valid_from", "valid_to", "succeeds"))
    _check_identity(rows)
    ends = _version_ends(rows)
    return [_record(row, regions) | {"valid_to": ends[row.line]} for row in rows]


def of_leaves(records: Sequence[Record], tree: Places) -> list[Record]:
    """The same standards, those of a place told of each region in it; on every day the nearest place's holds."""
    if all(not record["region_code"] or tree.is_leaf(str(record["region_code"])) for record in records):
        return list(records)
    versions: dict[tuple[object, object], list[Record]] = defaultdict(list)
    for record in records:
        versions[record["code"], record["region_code"]].append(record)
    listed = [record for record in records if not record["region_code"]]
    for code in dict.fromkeys(record["code"] for record in records):
        for leaf in tree.all_leaves:
            listed += _nearest(leaf, [versions.get((code, place), []) for place in tree.path(leaf)])
    return listed


def _nearest(leaf: str, levels: Iterable[Sequence[Record]]) -> Iterator[Record]:
    """The versions of a region, the nearest level first; each only on days that no nearer one speaks of."""
    free = [(date.min, date.max)]
    for versions in levels:
        for record in versions:
            begins, ends, left = record["valid_from"], record["valid_to"], list[tuple[date, date]]()
            assert isinstance(begins, date) and isinstance(ends, date)
            for first, last in free:
                since, until = max(first, begins), min(last, ends)
                if since > until:
                    left.append((first, last))
                    continue
                yield {**record, "region_code": leaf, "valid_from": since, "valid_to": until}
                left += [(first, since - ONE_DAY)] if first < since else []
                left += [(until + ONE_DAY, last)] if until < last else []
            free = left


def _record(row: Row, regions: Collection[str]) -> dict[str, object]:
    region = row.cells.get("region_code", "")
    if region and region not in regions:
        raise row.wrong("region_code", error_text("standard_region"))
    standard, unit = _standard(row)
    return {
        "code": row.text("code"),
        "name": row.text("name"),
        "agency_code": row.text("agency_code"),
        "agency": row.text("agency"),
        "authority": row.choice("authority", AUTHORITIES),
        "kind": row.choice("kind", KINDS),
        "standard": standard,
        "standard_unit": unit,
        "region_code": region,
        "valid_from": row.day_or_blank("valid_from") or date.min,
        "fee_idr": row.whole_or_blank("fee_idr"),
        "example": row.cells.get("certainty", "").casefold().startswith("contoh"),
    }


def _standard(row: Row) -> tuple[int | None, str | None]:
    """The standard in whole minutes or working days; hours become minutes, a day (1440 minutes) or more days."""
    cell = row.cells["standard_minutes_or_days"]
    if not cell:
        return None, None
    unit = row.choice("unit", UNITS)
    if not re.fullmatch(r"\d{1,6}([.,]\d{1,4})?", cell, re.ASCII):
        raise row.wrong("standard_minutes_or_days", error_text("standard_no_number"))
    amount = Decimal(cell.replace(",", ".")) * (60 if unit == "jam" else 1)
    if amount != int(amount):
        raise row.wrong("standard_minutes_or_days", error_text("standard_not_whole"))
    if unit == "hari_kerja":
        return int(amount), "days"
    if amount >= MINUTES_PER_DAY:
        return math.ceil(amount / MINUTES_PER_DAY), "days"
    return int(amount), "minutes"


def _check_identity(rows: Sequence[Row]) -> None:
    """An agency has one name, and codes can stand in addresses and calendar keys; a service belongs to one agency at a
    time (a version with a later `valid_from` may name another)."""
    agency_of: dict[tuple[str, date], str] = {}
    name_of: dict[str, str] = {}
    for row in rows:
        for column in ("code", "agency_code"):
            if not re.fullmatch(r"\w[\w.-]*", row.text(column)):
                raise row.wrong(column, error_text("code_form"))
        service, agency = row.text("code"), row.text("agency_code")
        since = service, row.day_or_blank("valid_from") or date.min
        if agency_of.setdefault(since, agency) != agency:
            raise row.wrong("agency_code", error_text("service_of_agency", service=service, agency=agency_of[since]))
        if name_of.setdefault(agency, row.text("agency")) != row.text("agency"):
            raise row.wrong("agency", error_text("agency_renamed", agency=agency))


def _version_ends(rows: Sequence[Row]) -> dict[int, date]:
    """The last day of each row's version, by line; two versions in force on one day are a SetupError."""
    versions: dict[tuple[str, str], list[tuple[date, Row]]] = defaultdict(list)
    for row in rows:
        begins = row.day_or_blank("valid_from") or date.min
        versions[row.text("code"), row.cells.get("region_code", "")].append((begins, row))
    ends: dict[int, date] = {}
    for history in versions.values():
        history.sort(key=lambda version: version[0])
        for (begins, row), following in zip(history, [*history[1:], None], strict=True):
            ends[row.line] = _end(row, begins, following)
    return ends


def _end(row: Row, begins: date, following: tuple[date, Row] | None) -> date:
    written = row.day_or_blank("valid_to")
    if written is not None and written < begins:
        raise row.wrong("valid_to", error_text("before_other", other="valid_from"))
    if following is None:
        return written or date.max
    next_begins, next_row = following
    if next_begins <= (written or begins):
        raise next_row.wrong("valid_from", error_text("version_overlaps", line=row.line))
    return written or next_begins - timedelta(days=1)
