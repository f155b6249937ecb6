"""Two or three plain sentences on a missed target, from its figures only: what goes together, never what caused it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from data.settings.places import is_province
from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import MEMBER_OF
from metrics.obstacles import mpp_gap
from metrics.obstacles.explanation import Explanation
from metrics.obstacles.input.labels import Names
from metrics.obstacles.search import search
from text import comparisons, formats
from text.words import LANGUAGES, known, say, say_of

FEW = 2
"""So many members, or a third of all, are few enough to say that most lies there."""


@dataclass(frozen=True)
class Context:
    """What the sentences are made of: the explanation, the indicator, the names of codes, and by how much (in the
    indicator's unit) the figure swings from period to period by itself.
    """

    found: Explanation
    indicator: Indicator
    names: Names
    swing: float

    @property
    def unit(self) -> str:
        """Of the indicator."""
        return self.indicator.unit


def sentences(told: Context) -> dict[str, tuple[str, ...]]:
    """At most three sentences in each language."""
    return {language: tuple(_sentences(told, language))[:3] for language in LANGUAGES}


def _sentences(told: Context, language: str) -> Iterator[str]:
    if told.found.actual is None:
        yield say("obstacles.no_data", language)
        return
    if told.found.reference is None:
        key = "obstacles.no_target" if told.found.against == "target" else "obstacles.no_comparison"
        actual = formats.quantity(told.found.actual, told.unit, language)
        yield say(key, language, actual=formats.with_cases(actual, told.found.n, language))
        return
    if told.found.gap is None:
        key = "no_parts_entered" if told.indicator.entered else "no_parts"
        yield say(f"obstacles.{key}", language, **_apart(told, language))
        return
    if mpp_gap.UNKNOWN in told.found.where:
        yield _operating(told, language)
        yield from _why(told, language)
        return
    yield _gap(told, language)
    if told.found.gap <= 0:
        if told.found.slices:
            yield _hidden(told, language)
            yield from _why(told, language)
        return
    yield _where(told, language)
    yield from _why(told, language)


def _operating(told: Context, language: str) -> str:
    """How many regions operate, are known not to, or are unknown."""
    found = {
        "operating": formats.number(told.found.actual, language),
        "target": formats.number(told.found.reference, language),
        "known": str(len(told.found.where["region"])),
        "unknown": str(len(told.found.where[mpp_gap.UNKNOWN])),
    }
    return say("obstacles.operating", language, **found)


def _gap(told: Context, language: str) -> str:
    """How far from what."""
    found = {
        **_apart(told, language),
        "gap": _size(told, language),
        "compared": _compared(told, language),
        "difference": _difference(told, language),
    }
    kind = "target" if told.found.against == "target" else "change"
    if kind == "change" and told.found.actual == told.found.reference:
        return say("obstacles.change_none", language, **found)
    side = "met" if told.found.gap is not None and told.found.gap <= 0 else "missed"
    if kind == "change" and told.indicator.is_count:  # a count has no better or worse
        return say("obstacles.change_count", language, **found)
    line = say(f"obstacles.{kind}_{side}_{told.found.parts_unit}", language, **found)
    return line if _is_of_part(told.found) else _with_since(line, told.found, language)


def _is_of_part(explanation: Explanation) -> bool:
    """Whether the month told is that of the strongest slice."""
    return bool(explanation.slices) and explanation.since == explanation.slices[0].since


def _with_since(line: str, explanation: Explanation, language: str) -> str:
    if explanation.since is None:
        return line
    return f"{line} {say('obstacles.since', language, month=formats.month(explanation.since, language))}"


def _size(told: Context, language: str) -> str:
    """The gap as a number: cases still missing rounded up, so that they suffice, and those to spare down."""
    gap = told.found.gap or 0.0
    if told.found.parts_unit == "points":
        return formats.number(abs(gap), language, 2, 0)
    if told.found.against != "target" and told.found.parts_unit == "cases":
        return formats.number(abs(gap), language, formats.decimals_apart(abs(gap), 0, 0))  # some are never 0
    if gap > 0:
        return formats.at_least(gap, language)
    # With exactly as many as a quantile allows it lies between a value within the reference and one beyond.
    return formats.at_most(-gap if told.found.parts_unit == "cases" else max(0, math.ceil(-gap) - 1), language)


def _apart(told: Context, language: str) -> dict[str, str]:
    """Actual and reference with their cases, written apart unless the one reaches the other."""
    actual, reference = told.found.actual, told.found.reference
    reached = told.found.gap is not None and told.found.gap <= 0
    shown = formats.quantity(actual, told.unit, language, apart_from=None if reached else reference)
    other = formats.quantity(reference, told.unit, language, apart_from=None if reached else actual)
    return {
        "actual": formats.with_cases(shown, told.found.n, language),
        "reference": formats.with_cases(other, told.found.reference_n, language),
    }


def _difference(told: Context, language: str) -> str:
    """How far the actual lies from its reference, in the indicator's own unit."""
    actual, reference = told.found.actual, told.found.reference
    assert actual is not None and reference is not None
    return comparisons.compared(actual, reference, told.unit, told.indicator.better, language)


def _compared(told: Context, language: str) -> str:
    if told.found.against == "province":
        return say("obstacles.rest_of_province", language, level=told.names[language]["level_above", told.found.member])
    return formats.period(told.found.compared_with, language) if told.found.compared_with else ""


def _where(told: Context, language: str) -> str:
    """The strongest combination, else the few members that make most of it, else that it is spread."""
    if told.found.verdict in ("mix", "both") and not told.found.slices and told.found.rate_effect is not None:
        effects = {
            "rate": comparisons.effect(told.found.rate_effect, told.unit, language),
            "mix": comparisons.effect(told.found.mix_effect or 0.0, told.unit, language),
        }
        is_smaller = told.found.verdict == "mix" and abs(told.found.rate_effect) > abs(told.found.mix_effect or 0.0)
        within = "_within" if is_smaller else ""  # the larger one moved no more than by itself
        return say(f"obstacles.verdict.{told.found.verdict}{within}{_beside(told)}", language, **effects)
    if told.found.slices:
        line = _slice(told, language)
        return _with_since(line, told.found, language) if _is_of_part(told.found) else line
    if told.found.verdict == "nothing_notable":
        return _nothing_notable(told, language)
    for dimension, rows in told.found.where.items():
        if search.is_counted_by(told.indicator, dimension):
            continue
        spread = told.found.pareto.get(dimension)
        if spread is not None and spread.first < spread.of and (spread.first <= FEW or 3 * spread.first <= spread.of):
            first = str(rows[0]["member"])
            level = "nation" if dimension == "region" and is_province(first) else "province"
            place = _name(told, MEMBER_OF[dimension], first, language)
            found = {"first": str(spread.first), "of": str(spread.of), "place": place}
            return say_of(level, f"obstacles.pareto_{dimension}", language, **found)
    return say("obstacles.spread", language)


def _slice(context: Context, language: str) -> str:
    """The strongest combination, its cases, and their part of the gap."""
    first, place = context.found.slices[0], _strongest(context, language)
    share, cases = first.share or 0.0, formats.number(first.cases, language)
    if share > 1:
        return say("obstacles.slice_over", language, place=place, cases=cases)
    digits = formats.decimals_apart(100 * share, (0, 100) if share < 1 else 0, 0)
    return say(
        "obstacles.slice", language, place=place, cases=cases, share=formats.percent(100 * share, language, digits)
    )


def _nothing_notable(context: Context, language: str) -> str:
    """That a change, or a target's miss, is within what the figure swings by itself; a miss stays one."""
    actual, reference = context.found.actual, context.found.reference
    if context.found.against != "target" or actual is None or reference is None:
        return say(f"obstacles.nothing_notable{_beside(context)}", language)
    away = actual - reference
    figures = {
        "gap": _size(context, language),
        "difference": comparisons.size(away, context.unit, language, context.swing),
        "swing": comparisons.size(context.swing, context.unit, language, abs(away)),
    }
    unit = "points" if context.found.parts_unit == "points" or context.indicator.is_count else "cases"
    return say(f"obstacles.within_swing_{unit}", language, **figures)


def _beside(told: Context) -> str:
    """Which words: others at the same time are a difference, and nothing that has changed or shifted."""
    return "_beside" if told.found.against == "province" else ""


def _hidden(told: Context, language: str) -> str:
    """What fails behind others' gains."""
    cases = formats.number(told.found.slices[0].cases, language)
    return say("obstacles.slice_hidden", language, place=_strongest(told, language), cases=cases)


def _strongest(told: Context, language: str) -> str:
    """The names of the strongest slice's members, but for the region that is asked about."""
    where = told.found.slices[0].where
    parts = {key: code for key, code in where.items() if code != told.found.member} or where
    return ", ".join(_name(told, key, code, language) for key, code in parts.items())


def _why(told: Context, language: str) -> Iterator[str]:
    """The obstacle most often written beside late cases, and how many have none."""
    coded = [reason for reason in told.found.reasons if reason.source == "records" and reason.obstacle_code is not None]
    cases = sum(reason.late_cases or 0 for reason in told.found.reasons if reason.source == "records")
    if coded and cases:
        first = coded[0]
        found = {
            "reason": _name(told, "obstacle_code", str(first.obstacle_code), language),
            "cases": formats.number(first.late_cases, language),
            "share": formats.percent(100 * (first.late_cases or 0) / cases, language, 0),
            "unrecorded": formats.percent(100 * (told.found.unrecorded_share or 0.0), language, 0),
        }
        yield say("obstacles.reason", language, **found)
        return
    declared = [reason for reason in told.found.reasons if reason.source == "declared" and reason.obstacle_code]
    if declared:
        name = _name(told, "obstacle_code", str(declared[0].obstacle_code), language)
        yield say("obstacles.declared", language, reason=name)


def _name(told: Context, dimension: str, code: str, language: str) -> str:
    if code == "-":
        return say("obstacles.unknown_part", language)
    if dimension in ("weekday", "authority", "kind"):
        key = f"obstacles.{dimension}.{code}"
        return say(key, language) if known(key, language) else code
    return told.names[language].get((dimension, code), code)
