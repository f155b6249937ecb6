"""Where a target is missed most and what holds it back, in one sentence."""

from collections.abc import Mapping
from typing import Any

from data.errors import RefusedError
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.catalogue.streams import MEMBER_OF
from metrics.judgement.row import Row
from metrics.obstacles.causes import reasons
from metrics.obstacles.causes.reasons import Reason
from metrics.obstacles.explanation import Explanation
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from text import formats
from text.words import Language, say

SHOWN = 3
"""So many parts are named at most."""


def sentence(row: Row, indicator: Indicator, scope: Scope) -> str | None:
    """The parts that lack most (regions; within a region services) and the obstacle recorded most; None if unknown."""
    if not row.is_missed:
        return None
    try:
        explanation = figures.explanation(scope.viewer, indicator.id, scope.period, scope.region, "target")
    except RefusedError:  # the parts are not open to this reader
        return None
    sentences = [_where(explanation, scope), _why(explanation, scope.language)]
    return " ".join(said for said in sentences if said) or None


def _where(explanation: Explanation, scope: Scope) -> str | None:
    dimension = "region" if scope.has_parts else "service"
    short = [part for part in explanation.where.get(dimension, ()) if part["shortfall"] > 0][:SHOWN]
    if not short:
        return None
    parts = ", ".join(_part(part, dimension, explanation, scope.language) for part in short)
    return say(
        "slides.short_mpp" if explanation.indicator == OPERATING else "slides.short", scope.language, parts=parts
    )


def _part(part: Mapping[str, Any], dimension: str, explanation: Explanation, language: Language) -> str:
    name = lookups.named(MEMBER_OF[dimension], part["member"], language)
    if explanation.indicator == OPERATING:
        return name
    short = part["shortfall"]
    in_points = explanation.parts_unit == "points"
    number = (
        formats.number(short, language, formats.decimals_apart(short, 0, 1), 0)
        if in_points
        else formats.at_least(short, language)
    )
    return say(f"slides.part_{explanation.parts_unit}", language, name=name, number=number)


def _why(explanation: Explanation, language: Language) -> str | None:
    if recorded := reasons.recorded_most(explanation.reasons):
        if len(recorded) > formats.TOGETHER:
            return say("slides.why_records_many", language, count=formats.number(len(recorded), language))
        key = "why_records" if len(recorded) == 1 else "why_records_two"
        named = formats.together([_obstacle(reason, language) for reason in recorded], language)
        return say(f"slides.{key}", language, obstacle=named)
    declared = next((reason for reason in explanation.reasons if reason.obstacle_code is not None), None)
    return None if declared is None else say("slides.why_declared", language, obstacle=_obstacle(declared, language))


def _obstacle(reason: Reason, language: Language) -> str:
    code = str(reason.obstacle_code)
    return say("slides.why_obstacle", language, obstacle=lookups.named("obstacle_code", code, language), code=code)
