"""From the file's columns to ours: by the profile, by header, by alias; and the words in their cells to our codes."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import duckdb

from data.home import Home
from data.intake.columns import answer_scale, everyday_names, indicator_words
from data.intake.source.period_claims import Claim
from data.intake.source.profiles import BY_PLACE, Profile, word_key
from data.intake.source.profiles import CODED as CODED
from data.ledger import setting_versions
from data.schema import header_names, month_names
from data.schema.kinds import Column, Kind, fold
from data.schema.problems import Problem
from data.settings import mpp_milestones, tables
from data.settings.places import places
from data.warehouse import successors

NEAR = 0.7
"""A header less like a column's name than this is none of it: naming it would mislead."""
TIMESTAMPS = ("stempelwaktu", "timestamp")
MARKED = re.compile(r"([1-4a-d]) ?[.)=:(-] ?([^)]+)\)?", re.I)
"""An answer behind its number or letter: 3 = sesuai, d. Sangat sesuai."""
_AROUND_REGION = re.compile(r"(?:mpp|mal+ pelayanan publik)? *(?P<name>[^()]+?) *(?:\((?P<within>[^()]+)\))?", re.I)
"""A region with its mall before it, or its capital behind it in brackets."""
_CODE_AND_NAME = re.compile(r"(?P<code>(?=\S*\d)\w[\w.-]*)(?: *[-–—:|/] +| +[-–—:|/] *| +)(?P<name>\D.*)")
"""A code, in which a digit stands, before the name that belongs to it."""
LETTERS = {"worst_first": "1234", "best_first": "4321"}
"""What the letters A to D of a survey score, as a profile says."""


@dataclass(frozen=True)
class ColumnMap:
    """Which cell column (c0, c1, ...) or constant feeds each of our columns; and what is missing."""

    cells: Mapping[str, str]
    constants: Mapping[str, str]
    missing: tuple[tuple[Column, str | None], ...]
    """Required columns that the file lacks, each with the nearest header found."""
    assumed: tuple[Problem, ...] = ()
    """Warnings of what was taken for columns that the file lacks."""
    computed: frozenset[str] = frozenset()
    """Columns that are worked out of others."""

    @property
    def present(self) -> Set[str]:
        """Every column of ours that rows may have."""
        return self.cells.keys() | self.constants.keys() | self.computed


def recogniser(kind: Kind, profile: Profile) -> Callable[[Sequence[str]], int]:
    """Counts how many of a row's cells are headers known to the kind or the profile."""
    known = {name for column in kind.columns for name in header_names.names(column)}
    scores = [column for column in kind.columns if column.type == "score"]
    theirs = profile.theirs

    def is_known(cell: str) -> bool:
        spelt = header_names.spelt(cell)
        if not spelt:
            return False
        if spelt in known or fold(cell) in theirs:
            return True
        return any(header_names.place(column, [spelt]) is not None for column in scores)

    return lambda cells: sum(map(is_known, cells))


def match(
    kind: Kind, headers: Sequence[str], profile: Profile, region: str | None, claim: Claim | None = None
) -> ColumnMap:
    """Map the headers of a file.

    For a column that the file has not: `region` is the region, and the period of the `claim` the month or period.
    """
    cells: dict[str, str] = {}
    constants: dict[str, str] = {}
    missing: list[Column] = []
    assumed: list[Problem] = []
    for column in kind.columns:
        matched = _find(column, headers, profile)
        constant = profile.constants.get(column.header, profile.constants.get(column.name))
        if column.type == "region":
            constant = constant or region
        if matched is not None:
            cells[column.name] = f"c{matched}"
        elif constant is not None:
            constants[column.name] = constant
        elif claim and claim.fits(column.type):
            constants[column.name] = claim.period
            assumed.append(Problem(None, column.header, "period_as_claimed", "warning", {"period": claim.period}))
        elif claim and (kind.kind, column.name) == ("surveys", "answered_on"):
            constants[column.name] = f"{claim.last:%Y-%m-%d}"
            detail = {"period": claim.period, "day": f"{claim.last:%d-%m-%Y}"}
            assumed.append(Problem(None, column.header, "dated_as_claimed", "warning", detail))
        elif kind.kind == "surveys" and column.name == "response_no" and (at := _timestamp(headers)) is not None:
            cells[column.name] = f"c{at}"
            assumed.append(Problem(None, column.header, "numbered_by_time", "warning", {"header": headers[at]}))
        elif column.required:
            missing.append(column)
    if kind.any_of and not set(kind.any_of) & (cells.keys() | constants.keys()):
        missing.append(kind.column(kind.any_of[0]))
    free = [header for i, header in enumerate(headers) if f"c{i}" not in cells.values()]
    lacking = tuple((column, _nearest(column, free)) for column in missing)
    return ColumnMap(cells, constants, lacking, tuple(assumed), frozenset(["due_on"] if profile.due else []))


def _find(column: Column, headers: Sequence[str], profile: Profile) -> int | None:
    """The profile's word comes first, then our header, our name, and the aliases in their order."""
    named = [theirs for theirs in profile.mapped if not BY_PLACE.fullmatch(theirs)]
    ours_by_theirs = {fold(theirs): profile.ours(theirs) for theirs in named}
    folded = [fold(header) for header in headers]
    for theirs in profile.columns:
        at = BY_PLACE.fullmatch(theirs)
        if at and int(at[1]) <= len(headers) and {column.header, column.name} & set(profile.ours(theirs)):
            return int(at[1]) - 1
    for i, header in enumerate(folded):
        if {column.header, column.name} & set(ours_by_theirs.get(header, ())):
            return i
    free = ["" if fold(header) in ours_by_theirs else header_names.spelt(header) for header in headers]
    return header_names.place(column, free)


def _timestamp(headers: Sequence[str]) -> int | None:
    """Where the moment of an answer stands that a form writes by itself, to the second: it numbers the answers."""
    return next((i for i, header in enumerate(headers) if header_names.spelt(header) in TIMESTAMPS), None)


def _nearest(column: Column, headers: Sequence[str]) -> str | None:
    """The header most like one of the column's names, where one is like enough to be meant."""
    by_spelt = {header_names.spelt(header): header for header in headers if header}
    alike = [
        (difflib.SequenceMatcher(None, name, header).ratio(), header)
        for name in header_names.names(column)
        for header in by_spelt
    ]
    likeness, header = max(alike, default=(0.0, ""))
    return by_spelt[header] if likeness >= NEAR else None


def vocabulary(home: Home, column: Column) -> dict[str, str]:
    """Folded word → our code, for one coded column: codes, names and usual spellings."""
    if column.type in ("region", "service", "agency", "obstacle", "milestone"):
        above = [code for code in places(home).codes if not places(home).is_leaf(code)] if column.province else []
        return _reference_words(home, column.type) | {code: code for code in above}
    if column.type == "indicator":
        return indicator_words.indicator_words(home)
    words = {fold(alias): value for value, aliases in column.choices.items() for alias in aliases}
    return words | {fold(value): value for value in column.choices}


@setting_versions.cached
def _reference_words(home: Home, column_type: str) -> dict[str, str]:
    if column_type == "region":
        regions = tables.regions(home)
        codes = list(regions["code"])
        names = everyday_names.of_regions(list(regions["name"]), codes)
        return names | _region_codes(codes) | dict(successors.successors(home).of["region_code"])
    if column_type == "agency":
        return {fold(spelling): code for spelling, code in tables.agency_aliases(home).items()}
    if column_type == "service":
        services = tables.services(home)
        codes = list(services["code"])
        names = everyday_names.of_services(list(services["name"]), codes)
        followed = successors.successors(home).of["service_code"]
        return names | _codes(codes) | {fold(old): new for old, new in followed.items()}
    if column_type == "milestone":
        steps = mpp_milestones.milestones(home)
        codes = list(steps["code"])
        named = zip((*steps["name_id"], *steps["name_en"]), codes * 2, strict=True)
        return {fold(name): code for name, code in named} | _codes(codes)
    return _codes(tables.obstacles(home)["code"])


def _codes(codes: Iterable[str]) -> dict[str, str]:
    return {fold(code): code for code in codes}


def _region_codes(codes: list[str]) -> dict[str, str]:
    """Codes as written, and as a spreadsheet leaves them.

    A spreadsheet turns 11.10 into 11.1, which is mended since no region has that code.
    """
    shortened = {code.rstrip("0"): code for code in codes if code.endswith("0")}
    return {code: code for code in codes} | {short: code for short, code in shortened.items() if short not in codes}


def resolve(con: duckdb.DuckDBPyConnection, home: Home, column: Column, seen: str, profile: Profile) -> None:
    """Make `words_<name>(written, raw, value)` from the table `seen(written, raw)` of one coded column."""
    known = vocabulary(home, column)
    theirs = profile.value_map(column.header, column.name)
    pairs = con.execute(f"select written, raw from {seen} order by written").fetchall()
    if column.type == "score" and (order := profile.letters or _order_of_letters(known, [raw for _, raw in pairs])):
        known |= dict(zip("abcd", LETTERS[order], strict=True))
    scale = profile.scale if column.type == "score" else None

    def value(raw: str) -> str | None:
        return answer_scale.score(scale, raw, theirs) if scale else code(column, raw, known, theirs)

    rows = [(written, raw, None if raw is None else value(raw)) for written, raw in pairs]
    written, raws, values = (list(part) for part in zip(*rows, strict=True)) if rows else ([], [], [])
    con.execute(
        f"create or replace table words_{column.name} as"
        " select unnest($a::varchar[]) as written, unnest($b::varchar[]) as raw, unnest($c::varchar[]) as value",
        {"a": written, "b": raws, "c": values},
    )


def _order_of_letters(known: Mapping[str, str], raws: Iterable[str | None]) -> str | None:
    """The order of the answers' letters that words beside them tell; that of the regulation where they disagree."""
    marks = (MARKED.fullmatch(raw.strip()) for raw in raws if raw is not None)
    pairs = {(mark[1].lower(), known.get(fold(mark[2]))) for mark in marks if mark and mark[1].isalpha()}
    fitting = (order for order, scores in LETTERS.items() if pairs & set(zip("abcd", scores, strict=True)))
    return next(fitting, None)


def code(column: Column, raw: str, known: Mapping[str, str], theirs: Mapping[str, str]) -> str | None:
    """Our code for a word of a coded column, by the source's own words first; None when it is not known."""
    raw = theirs.get(word_key(raw), raw)
    if column.type == "month":
        return month_names.read_month(raw)
    if column.type == "period":
        return month_names.read_period(raw)
    if column.type == "region" and re.fullmatch(r"[\d.,]+", raw):
        return known.get(raw.replace(",", "."))
    if column.type == "score" and re.fullmatch(r"[1-4][.,]0+", raw):
        return raw[0]
    if column.type == "score" and (marked := MARKED.fullmatch(raw.strip())):
        mark, word = (known.get(fold(part)) for part in marked.groups())
        # What no letter of the column is known to mean, the word says.
        return word if mark == word or (mark is None and marked[1].isalpha()) else None
    if column.type in ("region", "service", "agency", "indicator") and fold(raw) not in known:
        if (before := _code_before(raw, known)) is not None:
            return before
        return _region_within(raw, known) if column.type == "region" else None
    return known.get(fold(raw))


def _code_before(raw: str, known: Mapping[str, str]) -> str | None:
    """The code of `11.71 - Kota Banda Aceh` and `DKC-01 Penerbitan KTP-el`; none where the name is another one's."""
    parts = _CODE_AND_NAME.fullmatch(raw.strip())
    if parts is None:
        return None
    of_code = known.get(parts["code"], known.get(fold(parts["code"])))
    of_name = known.get(fold(parts["name"]), of_code)
    return of_code if of_name == of_code else None


def _region_within(raw: str, known: Mapping[str, str]) -> str | None:
    """The region of `MPP Kota Langsa` and `Aceh Tamiang (Kuala Simpang)`; none where the brackets name another one."""
    around = _AROUND_REGION.fullmatch(raw.strip())
    code_of = known.get(fold(around["name"])) if around else None
    within = known.get(fold(around["within"] or ""), code_of) if around else None
    return code_of if within == code_of else None
