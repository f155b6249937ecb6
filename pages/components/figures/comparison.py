"""The one comparison of a page: the target alone, the period before, a year ago, or the rest of the province."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.periods import Period, compared_before, same_last_year
from metrics.scorecard.comparator import Others
from pages.components.layout.filters import COMPARISONS, Scope
from pages.components.runtime import address, figures, lookups
from text import comparisons, formats
from text.words import Language, say


@dataclass(frozen=True)
class Comparison:
    """What stands beside the figures: one of `filters.COMPARISONS`, its name, and a figure by indicator."""

    choice: str
    name: str
    figures: Mapping[str, Row | Others]

    def told(self, row: Row, indicator: Indicator, language: Language) -> tuple[str, str | None]:
        """The figure compared with, its cases, and how far the actual lies from it (None where either is missing)."""
        figure = self.figures.get(row.indicator)
        if figure is None or figure.actual is None:
            return say("value.missing", language), None
        bare, other = indicator.unit in formats.WORDED, figure.actual
        shown = formats.short(other, indicator.unit, language, bare=bare, apart_from=row.actual)
        shown = formats.with_cases(shown, figure.n, language)
        if row.actual is None:
            return shown, None
        return shown, comparisons.compared(row.actual, other, indicator.unit, indicator.better, language, 1)


def pick(scope: Scope) -> str:
    """Draw the switch; a region stands beside the others of the province until something else is chosen."""
    chosen = choice(scope)
    label = say("obstacle_page.against", scope.language)
    address.pick("banding", label, _choices(scope), chosen, lambda other: choice_name(other, scope))
    return chosen


def choice(scope: Scope) -> str:
    """Where the switch stands."""
    return address.checked("banding", _choices(scope), "target" if scope.region is None else "province")


def choice_name(choice: str, scope: Scope) -> str:
    """What the switch calls a choice."""
    level = lookups.level_above(scope.region, scope.language)
    return say(f"obstacle_page.against_{choice}", scope.language, level=level)


def _choices(scope: Scope) -> list[str]:
    return [choice for choice in COMPARISONS if choice != "province" or scope.region is not None]


def of(scope: Scope, chosen: str) -> Comparison | None:
    """What the choice stands for; None when it is the target, which every figure has beside it anyway."""
    if chosen == "target":
        return None
    period = Period(scope.period)
    if chosen == "province":
        assert scope.region is not None, "the whole cannot be compared with its rest"
        others = figures.rest_of_province(scope.viewer, scope.period, scope.region)
        level = lookups.level_above(scope.region, scope.language)
        name = say("obstacles.rest_of_province", scope.language, level=level)
        return Comparison(chosen, name[0].upper() + name[1:], others)
    other = compared_before(period) if chosen == "previous" else same_last_year(period)
    card = figures.card(scope.viewer, period=other.code, region=scope.region)
    name = formats.period(other.code, scope.language)
    return Comparison(chosen, name, {row.indicator: row for row in card.rows})
