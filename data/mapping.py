"""From the file's columns to ours: by the profile, by header, by alias; and the words in their cells to our codes."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from data import configuration, indicator_words, months, reference_tables
from data.home import Home
from data.kinds import Column, Kind, fold
from data.profiles import Profile

CODED = ("region", "service", "agency", "obstacle", "indicator", "milestone", "choice", "score", "month", "period")
"""Column types whose cells are words of a known set."""


@dataclass(frozen=True)
class ColumnMap:
    """Which cell column (c0, c1, ...) or constant feeds each of our columns; and what is missing."""

    cells: Mapping[str, str]
    constants: Mapping[str, str]
    missing: tuple[tuple[Column, str | None], ...]
    """Required columns that the file lacks, each with the nearest header found."""


def recogniser(kind: Kind, profile: Profile) -> Callable[[Sequence[str]], int]:
    """Counts how many of a row's cells are headers known to the kind or the profile."""
    known = {name for column in kind.columns for name in column.known_headers}
    known |= {fold(name) for name in profile.columns}
    numbered = {name for column in kind.columns if column.type == "score" for name in column.known_headers}
    return lambda cells: sum(
        folded in known or _unnumbered(folded) in numbered for cell in cells if (folded := fold(cell))
    )


def match(kind: Kind, headers: Sequence[str], profile: Profile, region: str | None) -> ColumnMap:
    """Map the headers of a file; `region` is a constant for the region column when the file has none."""
    ours_by_theirs = {fold(theirs): ours for theirs, ours in profile.columns.items()}
    cells: dict[str, str] = {}
    constants: dict[str, str] = {}
    missing: list[tuple[Column, str | None]] = []
    for column in kind.columns:
        found = _find(column, headers, ours_by_theirs)
        constant = profile.constants.get(column.header, profile.constants.get(column.name))
        if column.type == "region":
            constant = constant or region
        if found is not None:
            cells[column.name] = f"c{found}"
        elif constant is not None:
            constants[column.name] = constant
        elif column.required:
            missing.append((column, _nearest(column, headers)))
    if kind.any_of and not set(kind.any_of) & (cells.keys() | constants.keys()):
        first = kind.column(kind.any_of[0])
        missing.append((first, _nearest(first, headers)))
    return ColumnMap(cells, constants, tuple(missing))


def _find(column: Column, headers: Sequence[str], ours_by_theirs: Mapping[str, str]) -> int | None:
    """The profile's word comes first, then our header, our name, and the aliases in their order."""
    folded = [fold(header) for header in headers]
    for i, header in enumerate(folded):
        if ours_by_theirs.get(header) in (column.header, column.name):
            return i
    for name in column.known_headers:
        for i, header in enumerate(folded):
            if header == name and header not in ours_by_theirs:
                return i
    if column.type == "score":
        for i, header in enumerate(folded):
            if header not in ours_by_theirs and _unnumbered(header) in column.known_headers:
                return i
    return None


def _unnumbered(folded: str) -> str:
    """`U8. Penanganan pengaduan` says by its name which unsur it is, whatever its number."""
    return re.sub(r"^(?:u|unsur)?[1-9](?=[a-z])", "", folded)


def _nearest(column: Column, headers: Sequence[str]) -> str | None:
    by_folded = {fold(header): header for header in headers if header}
    near = difflib.get_close_matches(fold(column.header), by_folded, n=1, cutoff=0.4)
    return by_folded[near[0]] if near else None


def vocabulary(home: Home, column: Column) -> dict[str, str]:
    """Folded word → our code, for one coded column: codes, names and usual spellings."""
    if column.type in ("region", "service", "agency", "obstacle", "milestone"):
        whole = reference_tables.province(home) if column.province else None
        return _reference_words(home, column.type) | ({whole: whole} if whole else {})
    if column.type == "indicator":
        return indicator_words.indicator_words(home)
    words = {fold(alias): value for value, aliases in column.choices.items() for alias in aliases}
    return words | {fold(value): value for value in column.choices}


@configuration.cached
def _reference_words(home: Home, column_type: str) -> dict[str, str]:
    if column_type == "region":
        regions = reference_tables.regions(home)
        names, codes = list(regions["name"]), list(regions["code"])
        short = (re.sub(r"^(Kabupaten|Kota) ", "", name) for name in names)
        return dict(zip(map(fold, (*short, *names)), codes * 2, strict=True)) | _region_codes(codes)
    if column_type == "agency":
        return {fold(spelling): code for spelling, code in reference_tables.agency_aliases(home).items()}
    if column_type == "service":
        services = reference_tables.services(home)
        return dict(zip(services["name"].map(fold), services["code"], strict=True)) | _codes(services["code"])
    if column_type == "milestone":
        steps = reference_tables.milestones(home)
        codes = list(steps["code"])
        named = zip((*steps["name_id"], *steps["name_en"]), codes * 2, strict=True)
        return {fold(name): code for name, code in named} | _codes(codes)
    return _codes(reference_tables.obstacles(home)["code"])


def _codes(codes: Iterable[str]) -> dict[str, str]:
    return {fold(code): code for code in codes}


def _region_codes(codes: list[str]) -> dict[str, str]:
    """Codes as written; never without their dot, for BPS uses the same digits for other places.

    A spreadsheet turns 11.10 into 11.1, which is mended since no region has that code.
    """
    shortened = {code.rstrip("0"): code for code in codes if code.endswith("0")}
    return {code: code for code in codes} | {short: code for short, code in shortened.items() if short not in codes}


def resolve(con: duckdb.DuckDBPyConnection, home: Home, column: Column, seen: str, profile: Profile) -> None:
    """Make `words_<name>(written, raw, value, n)` from the table `seen(written, n, raw)` of one coded column."""
    known = vocabulary(home, column)
    theirs = profile.value_map(column.header, column.name)
    found = con.execute(f"select written, raw, n from {seen} order by written").fetchall()
    rows = [(written, raw, None if raw is None else code(column, raw, known, theirs), n) for written, raw, n in found]
    written, raws, values, counts = (list(part) for part in zip(*rows, strict=True)) if rows else ([], [], [], [])
    con.execute(
        f"create table words_{column.name} as select unnest($a::varchar[]) as written, unnest($b::varchar[]) as raw,"
        " unnest($c::varchar[]) as value, unnest($d::bigint[]) as n",
        {"a": written, "b": raws, "c": values, "d": counts},
    )


def code(column: Column, raw: str, known: Mapping[str, str], theirs: Mapping[str, str]) -> str | None:
    """Our code for a word of a coded column, by the source's own words first; None when it is not known."""
    raw = theirs.get(fold(raw), raw)
    if column.type == "month":
        return months.read_month(raw)
    if column.type == "period":
        return months.read_period(raw)
    if column.type == "region" and re.fullmatch(r"[\d.,]+", raw):
        return known.get(raw.replace(",", "."))
    return known.get(fold(raw))
