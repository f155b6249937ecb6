"""What one indicator says in a sentence: figure, target, since when it is so, and in how many regions it is not."""

from collections.abc import Sequence
from itertools import takewhile

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from reports.words import mark_words
from text import formats
from text.words import Language, say, say_of


def of(row: Row, indicator: Indicator, scope: Scope) -> str:
    """The sentence of a row of this view."""
    months = figures.monthly(scope.viewer, scope.history, scope.region).get(indicator.id, ())
    regions: Sequence[Row] = ()
    if scope.has_parts and row.has_target:
        alone = (indicator.id,)
        regions = figures.card(
            scope.viewer, period=scope.period, region=scope.region, indicators=alone, by="region"
        ).rows
    return sentence(row, months, regions, indicator, scope.language, lookups.level(scope.region))


def sentence(
    row: Row,
    months: Sequence[Row],
    regions: Sequence[Row],
    indicator: Indicator,
    language: Language,
    level: str = "province",
) -> str:
    """Without a full stop; `months` are the indicator's own, oldest first, `regions` its rows by part of a place of
    that level.
    """
    name = indicator.name[language]
    if row.actual is None:
        return say("finding.none", language, indicator=name)
    shown = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    words = {"indicator": name, "actual": formats.with_cases(shown, row.n, language)}
    if row.target is None:
        parts = [say("finding.plain", language, **words)]
        changing = mark_words.variation(row, indicator, language)
        parts += [changing] if changing and row.variation in mark_words.CHANGES else []
        return "; ".join(parts)
    words["target"] = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
    key = "met" if row.is_met else "missed" if row.is_missed else "unjudged"
    if month := since(row, months):
        parts = [say(f"finding.{key}_since", language, since=formats.month(month, language), **words)]
    else:
        parts = [say(f"finding.{key}", language, **words)]
    return "; ".join([*parts, *_not_in(regions, language, level)])


def since(row: Row, months: Sequence[Row]) -> str | None:
    """The month since which each was judged as this one; None for this one alone, or where no month goes before."""
    if not row.is_judged:
        return None
    until = [month for month in months if month.period <= row.period]
    alike = list(takewhile(lambda month: month.status == row.status, reversed(until)))
    if len(alike) < 2 or len(alike) == len(until) or alike[0].period != row.period:
        return None
    return alike[-1].period


def _not_in(regions: Sequence[Row], language: Language, level: str) -> list[str]:
    """In how many of the judged regions the target is missed; nothing of a region alone."""
    judged = [region for region in regions if region.is_judged]
    if len(judged) < 2:
        return []
    missed = sum(region.is_missed for region in judged)
    counts = {"missed": formats.number(missed, language), "judged": formats.number(len(judged), language)}
    return [say_of(level, "finding.regions_missed" if missed else "finding.regions_all", language, **counts)]
