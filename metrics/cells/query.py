"""What is asked of the cells, how it is written in SQL, and the distributions they answer with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from access.identity.scope import Scope
from metrics.periods import Period

Ints = npt.NDArray[np.int64]
Key = tuple[str, str]
"""Period (code) and member."""
BY_PLACE = ("region", "leaf")
"""Parts that are places: those of the asked one, and all regions in it that report."""


@dataclass(frozen=True)
class Slice:
    """Periods by code, the place (None: all), what the parts are, and which (region, month "YYYY-MM") are left out.

    Parts by "region" are those of the place, by "leaf" the regions in it that report. `rest_of` names the one place
    whose rows are left out: the slice is of all others together that belong to what it belongs to.
    """

    periods: tuple[Period, ...]
    region: str | None
    by: str | None
    without: frozenset[tuple[str, str]] = frozenset()
    rest_of: str | None = None

    @property
    def is_monthly(self) -> bool:
        """Whether every period is a single month."""
        return all(period.first_month == period.last_month for period in self.periods)

    @property
    def is_of_regions(self) -> bool:
        """Whether its parts are places or months or all together, to which the roll-up by region adds up."""
        return self.by in (None, "month", *BY_PLACE)

    @property
    def is_by_place(self) -> bool:
        """Whether the parts are places."""
        return self.by in BY_PLACE

    @property
    def kept(self) -> str:
        """SQL for the cells of the months that are not left out."""
        if not self.without:
            return "true"
        listed = ", ".join(f"'{region} {month}'" for region, month in sorted(self.without))
        return f"region_code || strftime(month, ' %Y-%m') not in ({listed})"

    def asked(self, until: date = date.max) -> str:
        """The periods as a little SQL table: code, and the first day of their first and last month.

        None goes beyond the month of `until`, and those that begin after it are left out.
        """
        rows = [
            f"('{period.code}', date '{period.first_day}', date '{min(period.last_day.replace(day=1), until)}')"
            for period in self.periods
            if period.first_day <= until
        ]
        if not rows:
            return "select '' as code, date '2000-01-01' as first, date '2000-01-01' as last where false"
        return f"select * from (values {', '.join(rows)}) as asked(code, first, last)"


@dataclass(frozen=True)
class Distributions:
    """The distribution of each key, in the order of the keys, one after the other in `values` and `cases`.

    The values of a key ascend; `ends` is where each key's end, so that it has at least one.
    """

    keys: Sequence[Key]
    ends: Ints
    values: Ints
    cases: Ints

    @staticmethod
    def of(rows: Mapping[str, npt.NDArray[Any]]) -> "Distributions":
        """From rows of period, member, value and n in this order."""
        period, member = rows["period"], rows["member"]
        begins = np.ones(len(period), dtype=np.bool_)
        begins[1:] = (period[1:] != period[:-1]) | (member[1:] != member[:-1])
        firsts = np.flatnonzero(begins)
        keys = list(zip(period[firsts].tolist(), member[firsts].tolist(), strict=True))
        return Distributions(keys, np.append(firsts[1:], len(period))[: len(keys)], rows["value"], rows["n"])

    def pairs(self) -> Iterator[tuple[Key, list[tuple[int, int]]]]:
        """Each key with its values and their cases."""
        listed = list(zip(self.values.tolist(), self.cases.tolist(), strict=True))
        begin = 0
        for key, end in zip(self.keys, self.ends.tolist(), strict=True):
            yield key, listed[begin:end]
            begin = end


def within(scope: Scope, column: str = "region_code") -> str:
    """SQL for the rows of the regions in scope, which are codes of the home's own table."""
    if scope.regions is None:
        return "true"
    return " or ".join(f"{column} = '{code}'" for code in sorted(scope.regions)) or "false"


def among(codes: Sequence[str], column: str = "region_code") -> str:
    """SQL for the rows of these places."""
    if len(codes) == 1:
        return f"{column} = '{codes[0]}'"
    return f"{column} in ({', '.join(map(repr, sorted(codes)))})" if codes else "false"
