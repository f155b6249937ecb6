"""Months that stand side by side as headers, as in recaps of a year: which columns they are, and what they hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import RefusedError
from data.intake.columns import year_apart
from data.intake.source import period_claims
from data.intake.source.profile_parts import Unpivot
from data.intake.source.profiles import Profile
from data.schema import header_names
from data.schema.kinds import Column, Kind
from data.schema.month_names import NUMBER_OF, read_month, read_period

LEAST = 2
"""One month among the headers says nothing of the form of a table."""
MEASURES = ("count", "number")
TOGETHER = 3
"""So many words of a title name what is counted, at most: `selesai tepat waktu`."""


@dataclass(frozen=True)
class Across:
    """The months of a file as columns to be turned, and what had to be taken for granted."""

    unpivots: tuple[Unpivot, ...]
    year: str | None = None
    """The year of months written without one, where the file or its period tells it."""
    assumed: str | None = None
    """Header of the template for what is counted, where nothing says it."""
    undated: bool = False
    """Whether nothing tells the year of months written without one: then the file cannot be taken."""

    @property
    def headers(self) -> tuple[str, ...]:
        """Headers of the file that are months."""
        return tuple(header for unpivot in self.unpivots for header in unpivot.headers)


def find(kind: Kind, headers: Sequence[str], profile: Profile, said: str, years: set[str]) -> Across | None:
    """Look for months among the headers; None where the file has a column of months, or no months.

    `said` is what stands above the headers and in names of sheet and file; `years` those they speak of. Raises
    RefusedError `months_missing` when a profile tells of months and there are none.
    """
    column = next((column for column in kind.columns if column.type in ("month", "period")), None)
    months = _months(kind, column, headers) if column and not profile.unpivot else []
    if column is None or len({month for _, month, _ in months}) < LEAST or _is_there(column, headers, profile):
        if profile.months_across is not None:
            raise RefusedError("months_missing")
        return None
    settled = profile.months_across
    year = str(settled.year) if settled and settled.year else years.pop() if len(years) == 1 else None
    bare = any(measure is None for _, _, measure in months)
    value = (settled.value if settled else None) or _said_measure(kind, said)
    assumed = None if value or not bare else _usual(kind).header
    groups: dict[str, dict[str, str]] = {}
    for header, month, measure in months:
        counted = measure.header if measure else (value or assumed or "")
        groups.setdefault(counted, {})[header] = _dated(month, year)
    unpivots = tuple(Unpivot(column=column.header, value=name, headers=words) for name, words in groups.items())
    if any(len(set(unpivot.headers.values())) < len(unpivot.headers) for unpivot in unpivots):
        raise RefusedError("months_twice")
    undated = any(read_period(month) is None for _, month, _ in months)
    apart = any(header_names.spelt(header) in year_apart.YEARS for header in headers)
    return Across(unpivots, year if undated else None, assumed, undated and year is None and not apart)


def _months(kind: Kind, column: Column, headers: Sequence[str]) -> list[tuple[str, str, Column | None]]:
    """Every header that is a month, alone or with what is counted: (header, month, what is counted)."""
    measures = [column for column in kind.columns if column.type in MEASURES]
    months: list[tuple[str, str, Column | None]] = []
    for header in headers:
        split = _split(header, column)
        if split is None:
            continue
        month, rest = split
        spelt = header_names.spelt(rest)
        measure = next((m for m in measures if spelt and header_names.place(m, [spelt]) is not None), None)
        if measure is not None or not rest:
            months.append((header, month, measure))
    return months


def _split(header: str, column: Column) -> tuple[str, str] | None:
    """The month (or period) of a header and the rest of it: `Januari 2026 Masuk` and `Masuk Januari`."""
    text = " ".join(header.split())
    read = read_month if column.type == "month" else read_period
    if read(text) is not None:
        return text, ""
    words = text.split(" ")
    for size in (3, 2, 1):
        for month, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            said = " ".join(month)
            named = size == 1 and said.lower().strip(".") in NUMBER_OF
            if len(month) == size and (named or (rest and read(said) is not None)):
                return said, " ".join(rest).strip("-–/ ")
    return None


def _dated(month: str, year: str | None) -> str:
    """The code of a month (or period), as far as its year is known."""
    is_bare = month.lower().strip(".") in NUMBER_OF
    written = f"{month.strip('.')} {year}" if is_bare and year else month
    return read_period(written) or written.lower()


def _is_there(column: Column, headers: Sequence[str], profile: Profile) -> bool:
    """Whether the file has the column itself, or the profile says where it comes from."""
    spoken_of = {ours for theirs in profile.mapped for ours in profile.ours(theirs)} | profile.constants.keys()
    spelt = [header_names.spelt(header) for header in headers]
    return bool({column.header, column.name} & spoken_of) or header_names.place(column, spelt) is not None


def _usual(kind: Kind) -> Column:
    """What bare months of a kind hold where nothing says it."""
    return kind.column(kind.any_of[0]) if kind.any_of else next(c for c in kind.columns if c.type in MEASURES)


def _said_measure(kind: Kind, said: str) -> str | None:
    """What is counted by the words above the headers, in names of sheet and file; None unless they name just one."""
    measures = [column for column in kind.columns if column.type in MEASURES]
    if len(measures) == 1 or kind.kind == "figures":
        return measures[0].header
    words = re.findall(r"[a-z]+", said.lower())
    spoken = {header_names.spelt(" ".join(words[i : i + n])) for i in range(len(words)) for n in range(1, TOGETHER + 1)}
    named = {column.header for column in measures if spoken & set(header_names.names(column))}
    return named.pop() if len(named) == 1 else None


def of_names(*texts: str | None) -> tuple[str, set[str]]:
    """What the names and titles of a file say, and the years they speak of."""
    said = " ".join(re.sub(r"\.\w{1,5}$", "", text) for text in texts if text)
    return said, period_claims.years(said)
