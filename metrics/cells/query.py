"""What is asked of the cells, and how it is written in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from access.identity.scope import Scope
from metrics.periods import Period

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
