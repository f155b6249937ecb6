"""What a proposal begins with: the figure it answers, and the obstacle written most beside its late cases."""

from access.identity.viewer import Viewer
from metrics.judgement.row import Row
from metrics.monitoring.region_matrix import cases_short
from metrics.obstacles.causes import lateness
from metrics.periods import is_period
from pages.components.runtime import figures, lookups
from reports.words import obstacle_words
from text import formats
from text.words import say


def of(viewer: Viewer, indicator: str | None, region: str | None, period: str) -> tuple[str, str]:
    """Fact and cause in words, each empty where nothing is known of it; the reader may write otherwise."""
    if indicator is None or not (indicator in lookups.indicators() and is_period(period) and figures.head()):
        return "", ""
    rows = figures.card(viewer, period=period, region=region, indicators=(indicator,)).rows
    row = next((row for row in rows if row.actual is not None), None)
    return (_fact(viewer, row, region) if row else ""), _cause(viewer, indicator, region, period)


def _fact(viewer: Viewer, row: Row, region: str | None) -> str:
    language, indicator = viewer.language, lookups.indicators()[row.indicator]
    actual = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    parts = [formats.with_cases(actual, row.n, language)]
    if row.target is not None:
        goal = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
        parts.append(say("matrix.target", language, target=goal))
    short = cases_short(row, indicator.better) if indicator.unit == "percent" else 0.0
    if short:
        parts.append(say("warnings.short", language, cases=formats.at_least(short, language)))
    where = lookups.place_name(region, language)
    subject = f"{indicator.name[language]}, {where}, {formats.period(row.period, language)}"
    return f"{subject}: {', '.join(parts)}."


def _cause(viewer: Viewer, indicator: str, region: str | None, period: str) -> str:
    if region is None or not lateness.counts_on_time(lookups.indicators()[indicator]):
        return ""
    written = figures.most_written(viewer, period).get((region, None))
    if written is None:
        return ""
    names = [lookups.named("obstacle_code", code, viewer.language) for code in written.codes]
    return obstacle_words.recorded_most(names, written.share, viewer.language)
