"""The forecast of a year: which months are known, and what of it is pooled, read for the one figure it is shown for."""

import math
from collections.abc import Sequence
from dataclasses import replace

from metrics.catalogue.indicators import Indicator
from metrics.cells.query import Slice
from metrics.figures import figures
from metrics.judgement import forecast as judgement
from metrics.judgement.context import is_reported
from metrics.judgement.forecast import STANDING, Forecast, Months
from metrics.judgement.row import Row
from metrics.periods import Period, month_number, months_between
from metrics.scorecard.request import Question
from metrics.scorecard.scoring import Scoring
from metrics.scorecard.workspace import Workspace
from metrics.statistics.year_end.forecast import A_YEAR_AND_ONE, FEWEST
from metrics.statistics.year_end.forecast import forecast as year_end
from metrics.statistics.year_end.series import Series
from metrics.targets import in_force
from metrics.targets.achievement import Range


def year_forecast(workspace: Workspace, asked: Question, monthly: Sequence[Row]) -> Forecast:
    """The year of the last of `monthly`, the rows of one indicator and place by month, oldest first.

    Nothing where no month is known. The target is that of the whole year; against a range nothing is needed.
    """
    [indicator], year = asked.wanted, int(monthly[-1].period[:4])
    known = _known(workspace, indicator, asked.region, monthly)
    if not known:
        return Forecast()
    aim = in_force.in_force(workspace.goals, indicator, Period(f"{year}"), asked.region)
    target = None if isinstance(aim, Range) else aim
    if not _to_come(known, monthly, year):
        whole = replace(asked, period=Period(f"{year}"), by=None, marked=False)
        [row] = Scoring(workspace, whole).rows()
        return Forecast() if row.actual is None else judgement.known_year(row.actual, target)
    series = _series(workspace, indicator, asked.region, known, year)
    if series is None:
        return Forecast()
    season = _season(workspace, asked, series, monthly)
    return judgement.forecast(series, target, indicator, season)


def _known(workspace: Workspace, indicator: Indicator, region: str | None, monthly: Sequence[Row]) -> tuple[Row, ...]:
    """The months with a figure that is not of force majeure, is over, and whose reports are all there."""
    rows = [row for row in monthly if row.actual is not None and row.is_point]
    if not is_reported(indicator):
        return tuple(rows)
    return tuple(row for row in rows if workspace.reporting.is_complete(row.period, region))


def _to_come(known: Sequence[Row], monthly: Sequence[Row], year: int) -> bool:
    """Whether a month of the year, from the first known one on, is still to come or to be reported."""
    settled = {row.period for row in known} | {row.period for row in monthly if row.status == "force_majeure"}
    first = max(known[0].period, f"{year}-01")
    return bool(set(months_between(first, f"{year}-12")) - settled)


def _series(
    workspace: Workspace, indicator: Indicator, region: str | None, known: Sequence[Row], year: int
) -> Series | None:
    pooled: float | None = None
    standing: tuple[float, ...] = ()
    if indicator.consolidation == "pooled":
        pooled = _pooled(workspace, indicator, region, [row.period for row in known if row.period[:4] == f"{year}"])
    elif not STANDING.issuperset(indicator.numerator or ("",)):
        standing = _standing(workspace, indicator, region, [row.period for row in known])
    return judgement.series_of(indicator, Months(tuple(known), year, pooled, standing))


def _pooled(workspace: Workspace, indicator: Indicator, region: str | None, months: Sequence[str]) -> float | None:
    """The figure of those months together, from their cells."""
    if not months:
        return None
    span = Period(f"{months[0]}..{months[-1]}")
    between = set(span.months) - set(months)
    without = frozenset((code, month) for code in workspace.reporting.months for month in between)
    wanted = figures.with_parts([indicator], workspace.indicators)
    slice_ = Slice((span,), region, None, without)
    return figures.figures(workspace.reader, slice_, wanted, levels=())[indicator.id][span.code, ""].actual


def _standing(
    workspace: Workspace, indicator: Indicator, region: str | None, months: Sequence[str]
) -> tuple[float, ...]:
    """The part of each month's denominator that stands on its last day; empty where all of it adds up."""
    stocks = {stream: sql for stream, sql in (indicator.denominator or {}).items() if stream in STANDING}
    if not stocks or indicator.consolidation == "last":
        return ()
    part = indicator.model_copy(update={"numerator": {}, "denominator": stocks, "squares": None, "untold": None})
    sums = workspace.reader.sums(Slice(tuple(map(Period, months)), region, None), [part])
    by_month = dict(zip(sums["period"], sums[f"{indicator.id}__denominator"], strict=True))
    numbers = [by_month.get(month, 0.0) for month in months]
    return tuple(0.0 if math.isnan(number) else float(number) for number in numbers)


def _season(workspace: Workspace, asked: Question, series: Series, monthly: Sequence[Row]) -> float | None:
    """How much the stories with a season weigh in the province, asked where a region is too young to know one."""
    if asked.region is None or not FEWEST <= len(series.values) < A_YEAR_AND_ONE or series.kind == "count":
        return None
    [indicator], year = asked.wanted, month_number(monthly[-1].period) // 12
    span = Period(f"{monthly[0].period}..{monthly[-1].period}")
    rows = tuple(Scoring(workspace, replace(asked, period=span, region=None, by="month", marked=False)).rows())
    known = _known(workspace, indicator, None, rows)
    whole = _series(workspace, indicator, None, known, year) if known else None
    return None if whole is None else year_end(whole).season
