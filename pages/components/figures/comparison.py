"""The one comparison of a page: the target alone, the period before, a year ago, or the province."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.periods import Period, previous, same_last_year
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures
from text import formats
from text.words import Language, say

CHOICES = ("target", "previous", "last_year", "province")


@dataclass(frozen=True)
class Comparison:
    """What stands beside the figures: one of CHOICES, its name, and a row by indicator."""

    choice: str
    name: str
    rows: Mapping[str, Row]

    def told(self, row: Row, indicator: Indicator, language: Language) -> tuple[str, str | None]:
        """The figure compared with, and the word for the way it went (None where either is missing)."""
        other = self.rows.get(row.indicator)
        if other is None or other.actual is None:
            return say("value.missing", language), None
        shown = formats.quantity(other.actual, indicator.unit, language, bare=indicator.unit in formats.WORDED)
        if row.actual is None or (self.choice == "province" and indicator.is_count):
            return shown, None  # a part of a count is neither better nor worse than the whole
        gained = (row.actual - other.actual) * (1 if indicator.better == "higher" else -1)
        went = "better" if gained > 0 else "worse" if gained < 0 else "same"
        return shown, say(f"panel.{went}{'_than' if self.choice == 'province' else ''}", language)


def pick(scope: Scope) -> str:
    """Draw the switch; the province can be compared with a region only."""
    choices = [choice for choice in CHOICES if choice != "province" or scope.region is not None]
    chosen = address.checked("banding", choices, CHOICES[0])
    names = {choice: say(f"obstacle_page.against_{choice}", scope.language) for choice in choices}
    address.pick("banding", say("obstacle_page.against", scope.language), choices, chosen, names.__getitem__)
    return chosen


def of(scope: Scope, chosen: str) -> Comparison | None:
    """What the choice stands for; None when it is the target, which every figure has beside it anyway."""
    if chosen == "target":
        return None
    period = Period(scope.period)
    if chosen == "province":
        card = figures.benchmark(scope.viewer, period=scope.period)
        name = say("panel.province", scope.language)
    else:
        other = previous(period) if chosen == "previous" else same_last_year(period)
        there = replace(scope, period=other.code)
        card = figures.card(there.viewer, period=there.period, region=there.region)
        name = formats.period(other.code, scope.language)
    return Comparison(chosen, name, {row.indicator: row for row in card.rows})
