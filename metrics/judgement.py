"""What a figure means against its target: the status, and the reasons beside it (rules.md §4)."""

from collections.abc import Iterator
from typing import Literal

from metrics.achievement import Range, Target, meets
from metrics.actuals import Figure
from metrics.circumstances import Circumstances
from metrics.indicators import Indicator

Status = Literal["achieved", "missed", "cannot_judge", "no_data", "no_target", "not_applicable", "force_majeure"]


def judge(
    indicator: Indicator, figure: Figure, target: Target | None, around: Circumstances
) -> tuple[Status, tuple[str, ...]]:
    """The official status is the plain comparison; every other one says why it cannot be made."""
    return _status(indicator, figure, target, around), tuple(_reasons(figure, target, around))


def _status(indicator: Indicator, figure: Figure, target: Target | None, around: Circumstances) -> Status:
    if around.force_majeure == "whole":
        return "force_majeure"
    if around.planned_only:
        return "not_applicable"
    if figure.actual is None:
        return "no_data"
    if target is None:
        return "no_target"
    if not around.ended or not around.reported or around.sample == "small":
        return "cannot_judge"
    return "achieved" if meets(figure.actual, target, indicator.better) else "missed"


def _reasons(figure: Figure, target: Target | None, around: Circumstances) -> Iterator[str]:
    if around.planned_only:
        yield "no_mpp"
        return
    if around.force_majeure == "touches":
        yield "force_majeure_in_period"
    if not around.reported:
        yield "not_reported"
    elif figure.actual is None:
        yield "no_cases"
    elif around.gaps:
        yield "unreported_months"
    if not around.ended:
        yield "partial_period"
    if figure.actual is not None and around.sample in ("small", "unknown"):
        yield "small_sample" if around.sample == "small" else "sample_unknown"
    if figure.present is not None and figure.present[0] < figure.present[1]:
        yield "unsur_left_out"
    if target is not None and not isinstance(target, Range) and target == 0:
        yield "target_zero"
