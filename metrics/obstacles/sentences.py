"""Two or three plain sentences on a missed target, from its figures only: what goes together, never what caused it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.settings.places import is_province
from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import MEMBER_OF
from metrics.obstacles import mpp_gap
from metrics.obstacles.causes import reasons
from metrics.obstacles.decomposition.pareto import Pareto
from metrics.obstacles.explanation import Explanation
from metrics.obstacles.input.labels import Names
from metrics.obstacles.search import search
from text import comparisons, formats
from text.words import LANGUAGES, known, say, say_of

EQUAL = 1e-9
"""Shortfalls closer than this differ by the arithmetic only."""
FEW = 2
"""So many members, or a third of all, are few enough to say that most lies there."""


@dataclass(frozen=True)
class Context:
    """What the sentences are made of: the explanation, the indicator, the names of codes, and by how much (in the
    indicator's unit) the figure swings from period to period by itself. `decimals` are those of shares and points.
    """

    explanation: Explanation
    indicator: Indicator
    names: Names
    swing: float
    decimals: int = 2

    @property
    def unit(self) -> str:
        """Of the indicator."""
        return self.indicator.unit

    def figure(self, value: float | None, language: str, apart_from: float | None = None) -> str:
        """A figure of the indicator in its unit."""
        write = formats.short if self.decimals == 1 else formats.quantity
        return write(value, self.unit, language, apart_from=apart_from)

    def goal(self, value: float | None, language: str, apart_from: float | None = None) -> str:
        """What a figure is held against: a target as short as it can be said, or another figure."""
        if self.decimals == 1 and self.explanation.against == "target":
            return formats.short_goal(value, self.unit, language, apart_from=apart_from)
        return self.figure(value, language, apart_from)


def sentences(context: Context) -> dict[str, tuple[str, ...]]:
    """At most three sentences in each language."""
    return {language: tuple(_sentences(context, language))[:3] for language in LANGUAGES}


def _sentences(context: Context, language: str) -> Iterator[str]:
    if context.explanation.actual is None:
        yield say("obstacles.no_data", language)
        return
    if context.explanation.reference is None:
        key = "obstacles.no_target" if context.explanation.against == "target" else "obstacles.no_comparison"
        actual = context.figure(context.explanation.actual, language)
        yield say(key, language, actual=formats.with_cases(actual, context.explanation.n, language))
        return
    if context.explanation.gap is None:
        key = "no_parts_entered" if context.indicator.entered else "no_parts"
        yield say(f"obstacles.{key}", language, **_apart(context, language))
        return
    if mpp_gap.UNKNOWN in context.explanation.where:
        yield _operating(context, language)
        yield from _why(context, language)
        return
    yield _gap(context, language)
    if context.explanation.gap <= 0:
        if context.explanation.slices:
            yield _hidden(context, language)
            yield from _why(context, language)
        return
    yield from _where(context, language)
    yield from _why(context, language)


def _operating(context: Context, language: str) -> str:
    """How many regions operate, are known not to, or are unknown."""
    values = {
        "operating": formats.number(context.explanation.actual, language),
        "target": formats.number(context.explanation.reference, language),
        "known": str(len(context.explanation.where["region"])),
        "unknown": str(len(context.explanation.where[mpp_gap.UNKNOWN])),
    }
    return say("obstacles.operating", language, **values)


def _gap(context: Context, language: str) -> str:
    """How far from what."""
    values = {
        **_apart(context, language),
        "gap": _size(context, language),
        "compared": _compared(context, language),
        "difference": _difference(context, language),
    }
    kind = "target" if context.explanation.against == "target" else "change"
    if kind == "change" and context.explanation.actual == context.explanation.reference:
        return say("obstacles.change_none", language, **values)
    side = "met" if context.explanation.gap is not None and context.explanation.gap <= 0 else "missed"
    if kind == "change" and context.indicator.is_count:  # a count has no better or worse
        return say("obstacles.change_count", language, **values)
    line = say(f"obstacles.{kind}_{side}_{context.explanation.parts_unit}", language, **values)
    return line if _is_of_part(context.explanation) else _with_since(line, context.explanation, language)


def _is_of_part(explanation: Explanation) -> bool:
    """Whether the month told is that of the strongest slice."""
    return bool(explanation.slices) and explanation.since == explanation.slices[0].since


def _with_since(line: str, explanation: Explanation, language: str) -> str:
    if explanation.since is None:
        return line
    return f"{line} {say('obstacles.since', language, month=formats.month(explanation.since, language))}"


def _size(context: Context, language: str) -> str:
    """The gap as a number: cases still missing rounded up, so that they suffice, and those to spare down."""
    gap = context.explanation.gap or 0.0
    if context.explanation.parts_unit == "points":
        return formats.number(abs(gap), language, context.decimals, 0)
    if context.explanation.against != "target" and context.explanation.parts_unit == "cases":
        return formats.number(abs(gap), language, formats.decimals_apart(abs(gap), 0, 0))  # some are never 0
    if gap > 0:
        return formats.at_least(gap, language)
    # With exactly as many as a quantile allows it lies between a value within the reference and one beyond.
    return formats.at_most(-gap if context.explanation.parts_unit == "cases" else max(0, math.ceil(-gap) - 1), language)


def _apart(context: Context, language: str) -> dict[str, str]:
    """Actual and reference with their cases, written apart unless the one reaches the other."""
    actual, reference = context.explanation.actual, context.explanation.reference
    reached = context.explanation.gap is not None and context.explanation.gap <= 0
    shown = context.figure(actual, language, None if reached else reference)
    other = context.goal(reference, language, None if reached else actual)
    return {
        "actual": formats.with_cases(shown, context.explanation.n, language),
        "reference": formats.with_cases(other, context.explanation.reference_n, language),
    }


def _difference(context: Context, language: str) -> str:
    """How far the actual lies from its reference, in the indicator's own unit."""
    actual, reference = context.explanation.actual, context.explanation.reference
    assert actual is not None and reference is not None
    return comparisons.compared(actual, reference, context.unit, context.indicator.better, language, context.decimals)


def _compared(context: Context, language: str) -> str:
    if context.explanation.against == "province":
        return say(
            "obstacles.rest_of_province",
            language,
            level=context.names[language]["level_above", context.explanation.member],
        )
    return formats.period(context.explanation.compared_with, language) if context.explanation.compared_with else ""


def _where(context: Context, language: str) -> Iterator[str]:
    """The strongest combination, else the few members that make most of it, else that it is spread over several."""
    why = context.explanation
    if why.verdict in ("mix", "both") and not why.slices and why.rate_effect is not None:
        effects = {
            "rate": comparisons.effect(why.rate_effect, context.unit, language, context.decimals),
            "mix": comparisons.effect(why.mix_effect or 0.0, context.unit, language, context.decimals),
        }
        is_smaller = why.verdict == "mix" and abs(why.rate_effect) > abs(why.mix_effect or 0.0)
        within = "_within" if is_smaller else ""  # the larger one moved no more than by itself
        yield say(f"obstacles.verdict.{why.verdict}{within}{_beside(context)}", language, **effects)
        return
    if why.slices:
        line = _slice(context, language)
        yield _with_since(line, why, language) if _is_of_part(why) else line
        return
    if why.verdict == "nothing_notable":
        yield _nothing_notable(context, language)
        return
    is_spread = False
    for dimension, rows in why.where.items():
        if search.is_counted_by(context.indicator, dimension):
            continue
        spread = why.pareto.get(dimension)
        if spread is None:
            continue
        if spread.of == 1 < len(rows):
            place = _name(context, MEMBER_OF[dimension], str(rows[0]["member"]), language)
            yield say("obstacles.all_in", language, place=place)
            return
        if spread.first < spread.of and (spread.first <= FEW or 3 * spread.first <= spread.of):
            yield _few(spread, rows, dimension, context, language)
            return
        is_spread |= spread.of > 1
    if is_spread:
        yield say("obstacles.spread", language)


def _few(spread: Pareto, rows: Sequence[Mapping[str, Any]], dimension: str, context: Context, language: str) -> str:
    """How few members make most of it; the largest is named where none is as large."""
    first, second = rows[0], rows[1]
    member = str(first["member"])
    level = "nation" if dimension == "region" and is_province(member) else "province"
    values = {"first": str(spread.first), "of": str(spread.of)}
    line = say_of(level, f"obstacles.pareto_{dimension}", language, **values)
    if math.isclose(first["shortfall"], second["shortfall"], abs_tol=EQUAL):
        return line
    place = _name(context, MEMBER_OF[dimension], member, language)
    return f"{line} {say('obstacles.pareto_largest', language, place=place)}"


def _slice(context: Context, language: str) -> str:
    """The strongest combination, its cases, and their part of the gap."""
    first, place = context.explanation.slices[0], _strongest(context, language)
    share, cases = first.share or 0.0, _cases(context, language)
    if share > 1:
        return say("obstacles.slice_over", language, place=place, cases=cases)
    digits = formats.decimals_apart(100 * share, (0, 100) if share < 1 else 0, 0)
    return say(
        "obstacles.slice", language, place=place, cases=cases, share=formats.percent(100 * share, language, digits)
    )


def _nothing_notable(context: Context, language: str) -> str:
    """That a change, or a target's miss, is within what the figure swings by itself; a miss stays one."""
    actual, reference = context.explanation.actual, context.explanation.reference
    if context.explanation.against != "target" or actual is None or reference is None:
        return say(f"obstacles.nothing_notable{_beside(context)}", language)
    away = actual - reference
    figures = {
        "gap": _size(context, language),
        "difference": comparisons.size(away, context.unit, language, context.swing, context.decimals),
        "swing": comparisons.size(context.swing, context.unit, language, abs(away), context.decimals),
    }
    unit = "points" if context.explanation.parts_unit == "points" or context.indicator.is_count else "cases"
    return say(f"obstacles.within_swing_{unit}", language, **figures)


def _beside(context: Context) -> str:
    """Which words: others at the same time are a difference, and nothing that has changed or shifted."""
    return "_beside" if context.explanation.against == "province" else ""


def _hidden(context: Context, language: str) -> str:
    """What fails behind others' gains."""
    return say("obstacles.slice_hidden", language, place=_strongest(context, language), cases=_cases(context, language))


def _cases(context: Context, language: str) -> str:
    """The cases of the strongest slice; on a screen as in the list below, where 68,1 needs 69 to be put right."""
    return formats.number(context.explanation.slices[0].cases, language, 1 if context.decimals == 1 else 0)


def _strongest(context: Context, language: str) -> str:
    """The names of the strongest slice's members, but for the region that is asked about."""
    where = context.explanation.slices[0].where
    parts = {key: code for key, code in where.items() if code != context.explanation.member} or where
    return ", ".join(_name(context, key, code, language) for key, code in parts.items())


def _why(context: Context, language: str) -> Iterator[str]:
    """The obstacle most often written beside late cases, and how many have none; of equal ones none is named alone."""
    first, cases = reasons.recorded_most(context.explanation.reasons), reasons.late_cases(context.explanation.reasons)
    if first and cases:
        names = [_name(context, "obstacle_code", str(reason.obstacle_code), language) for reason in first]
        values = {
            "cases": formats.number(first[0].late_cases, language),
            "share": formats.percent(100 * (first[0].late_cases or 0) / cases, language, 0),
            "unrecorded": formats.percent(100 * (context.explanation.unrecorded_share or 0.0), language, 0),
        }
        if len(first) > formats.TOGETHER:
            yield say("obstacles.reason_many", language, count=formats.number(len(first), language), **values)
        else:
            key = "reason" if len(first) == 1 else "reason_two"
            yield say(f"obstacles.{key}", language, reason=formats.together(names, language), **values)
        return
    declared = [
        reason for reason in context.explanation.reasons if reason.source == "declared" and reason.obstacle_code
    ]
    if declared:
        name = _name(context, "obstacle_code", str(declared[0].obstacle_code), language)
        yield say("obstacles.declared", language, reason=name)


def _name(context: Context, dimension: str, code: str, language: str) -> str:
    if code == "-":
        return say("obstacles.unknown_part", language)
    if dimension in ("weekday", "authority", "kind"):
        key = f"obstacles.{dimension}.{code}"
        return say(key, language) if known(key, language) else code
    return context.names[language].get((dimension, code), code)
