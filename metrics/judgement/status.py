"""What a figure means against its target: the status, and the reasons beside it (rules.md §4)."""

from collections.abc import Iterator, Mapping
from typing import Literal

from metrics.catalogue.indicators import Indicator
from metrics.figures.figures import Figure
from metrics.judgement.context import Circumstances
from metrics.judgement.row import JUDGED, UNSTABLE, Row
from metrics.judgement.variation import Mark
from metrics.statistics.charts.control_chart import Assurance
from metrics.statistics.intervals import confidence_against
from metrics.targets.achievement import Range, Target, achievement_pct, meets

Status = Literal["achieved", "missed", "cannot_judge", "no_data", "no_target", "not_applicable", "force_majeure"]

DENIED_BY: Mapping[Assurance, frozenset[str | None]] = {
    "keeps_meeting": frozenset({"missed", "likely_missed", "surely_missed"}),
    "keeps_missing": frozenset({"achieved", "likely_met", "surely_met"}),
    "hit_and_miss": frozenset(),
}
"""What said of a period makes it false to say of all months what they keep doing."""


def judge(
    indicator: Indicator, figure: Figure, target: Target | None, around: Circumstances
) -> tuple[Status, tuple[str, ...]]:
    """The official status is the plain comparison; every other one says why it cannot be made."""
    small = _is_small(indicator, figure)
    return _status(indicator, figure, target, around, small), tuple(_reasons(figure, target, around, small))


def _is_small(indicator: Indicator, figure: Figure) -> bool:
    """Whether a figure rests on fewer cases than its indicator asks for."""
    if indicator.minimum_n is None or figure.actual is None:
        return False
    n = figure.values if figure.denominator is None else figure.denominator
    return n is not None and n < indicator.minimum_n


def judged(
    indicator: Indicator,
    names: tuple[str, str],
    figure: Figure,
    target: Target | None,
    around: Circumstances,
    mark: Mark,
    without: Figure,
) -> Row:
    """One row of a scorecard; `names` are the period's and the member's, `without` leaves out force majeure."""
    status, reasons = judge(indicator, figure, target, around)
    achieved = confidence = None
    if figure.actual is not None and target is not None:
        achieved = achievement_pct(figure.actual, target, indicator.better)
        if status in JUDGED:
            confidence = confidence_against(target, indicator.better, figure.interval95, figure.interval80)
    assurance, unstable = mark.assurance, mark.unstable and status in JUDGED
    if assurance and not DENIED_BY[assurance].isdisjoint({status, confidence}):
        assurance, unstable = None, True
    return Row.of(
        indicator=indicator.id,
        period=names[0],
        member=names[1],
        numerator=figure.numerator,
        denominator=figure.denominator,
        actual=figure.actual,
        target=(target.low, target.high) if isinstance(target, Range) else target,
        achievement_pct=achieved,
        status=status,
        reasons=(*reasons, UNSTABLE) if unstable else reasons,
        interval=figure.interval95,
        confidence=confidence,
        variation=mark.variation,
        assurance=assurance,
        points=mark.points,
        met_months=mark.met_months,
        n=None if figure.actual is None else figure.n,
        actual_without_force_majeure=without.actual if around.force_majeure == "touches" else None,
        level=mark.level,
        autocorrelation=mark.autocorrelation,
    )


def _status(indicator: Indicator, figure: Figure, target: Target | None, around: Circumstances, small: bool) -> Status:
    if around.force_majeure == "whole":
        return "force_majeure"
    if around.planned_only:
        return "not_applicable"
    if figure.actual is None:
        return "no_data"
    if target is None:
        return "no_target"
    if small or not around.ended or not around.reported or (around.sample == "small" and not indicator.is_count):
        return "cannot_judge"
    return "achieved" if meets(figure.actual, target, indicator.better) else "missed"


def _reasons(figure: Figure, target: Target | None, around: Circumstances, small: bool) -> Iterator[str]:
    if around.planned_only:
        yield "no_mpp"
        return
    if around.force_majeure == "touches":
        yield "force_majeure_in_period"
    if not around.reported:
        yield "not_reported"
    elif figure.actual is None:
        yield figure.unknown or "no_cases"
    elif around.gaps:
        yield "unreported_months"
    if not around.ended:
        yield "partial_period"
    if figure.actual is not None and around.sample in ("small", "unknown"):
        yield "small_sample" if around.sample == "small" else "sample_unknown"
    if small:
        yield "small_n"
    if figure.present is not None and figure.present[0] < figure.present[1]:
        yield "unsur_left_out"
    if figure.rescaled:
        yield "scale_converted"
    if target is not None and not isinstance(target, Range) and target == 0:
        yield "target_zero"
