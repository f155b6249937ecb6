"""The first sentences of Ringkasan for the whole province: who is on time, who misses most, who is silent."""

from collections.abc import Mapping, Sequence

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.monitoring import region_matrix
from metrics.monitoring.region_matrix import RegionLine
from metrics.scorecard.score import Scorecard
from metrics.scorecard.summary import missed_first, summary
from pages.components.layout.filters import Scope
from pages.components.runtime import lookups
from text import formats
from text.words import Language, say, say_of

LEAD = "on_time_rate"
NAMED = 2
"""Regions named as those that miss most; more are only counted."""


def first(of_regions: Scorecard, scope: Scope) -> str | None:
    """The sentence of a page's place, by the scorecard of its parts (`matrix.of_regions`)."""
    names = {region.code: region.short_name for region in lookups.regions(scope.viewer)}
    lines = [line for line in region_matrix.lines(of_regions.rows) if line.region in names]
    return sentence(lines, names, scope.period, scope.language, lookups.level(scope.region))


def sentence(
    lines: Sequence[RegionLine], names: Mapping[str, str], period: str, language: Language, level: str = "province"
) -> str | None:
    """Of the parts of a place of that level, without a full stop.

    None where no region's on-time share is judged, so that there is nothing to count.
    """
    lead = [line.rows[LEAD] for line in lines if LEAD in line.rows and line.rows[LEAD].is_judged]
    if not lead:
        return None
    counts = {"met": sum(row.is_met for row in lead), "judged": len(lead)}
    written = {key: formats.number(value, language) for key, value in counts.items()}
    parts = [say_of(level, "matrix.on_time", language, period=formats.period(period, language), **written)]
    if worst := _worst(lines, names, language, level):
        parts.append(worst)
    if silent := sum(not line.reports for line in lines):
        parts.append(say_of(level, "matrix.silent_regions", language, count=formats.number(silent, language)))
    return "; ".join(parts)


def _worst(lines: Sequence[RegionLine], names: Mapping[str, str], language: Language, level: str) -> str | None:
    most = max((line.missed for line in lines), default=0)
    if not most:
        return None
    worst = [names[line.region] for line in lines if line.missed == most]
    count = formats.number(most, language)
    if len(worst) > NAMED:
        return say_of(level, "matrix.worst_many", language, regions=formats.number(len(worst), language), count=count)
    return say(
        "matrix.worst" if len(worst) == 1 else "matrix.worst_two",
        language,
        **dict(zip(("first", "second"), worst, strict=False)),
        count=count,
    )


def rest(rows: Sequence[Row], catalogue: Mapping[str, Indicator], place: str, language: Language) -> str:
    """How many targets the province meets, and those it misses with figure and target."""
    counted = summary(rows)
    if not counted.judged:
        return ""
    counts = {"met": formats.number(counted.met, language), "total": formats.number(counted.total, language)}
    said = [say("matrix.province", language, whole=place, **counts)]
    missed = [_missed(row, catalogue[row.indicator], language) for row in missed_first(rows)]
    if missed:
        said.append(say("matrix.province_missed", language, missed="; ".join(missed)))
    if counted.unjudged:
        said.append(say("matrix.province_unjudged", language, count=formats.number(counted.unjudged, language)))
    return " ".join(said)


def _missed(row: Row, indicator: Indicator, language: Language) -> str:
    actual = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    target = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
    return say("matrix.missed_one", language, name=indicator.name[language], actual=actual, target=target)
