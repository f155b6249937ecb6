"""What a follow-up has done, as a sentence on page, paper and letter, and as plain values that a document carries."""

from collections.abc import Mapping
from typing import Any

from metrics.monitoring.follow_up_effect import Effect
from text import formats
from text.words import Language, say

EFFECT = (
    "effect", "effect_change", "effect_others_change", "effect_difference", "effect_low", "effect_high",
    "effect_confidence", "effect_before", "effect_after", "effect_others",
)  # fmt: skip
"""Columns of what a follow-up has done."""


def told_of(measured: Effect) -> dict[str, Any]:
    """The effect of a follow-up by the names of EFFECT."""
    low, high = measured.interval or (None, None)
    # Of one or two other regions the mean would be their own figure, which the reader may not see.
    others = None if measured.verdict == "too_few_cases" else measured.others_change
    values = (
        measured.verdict,
        measured.change,
        others,
        measured.difference,
        low,
        high,
        measured.confidence,
        *measured.months,
    )
    return dict(zip(EFFECT, (*values, measured.others), strict=True))


def effect(measured: Mapping[str, Any], unit: str, language: Language) -> str:
    """The effect of a follow-up as a sentence, on page and paper; `told` has the names of EFFECT."""
    others = measured["effect_others_change"] or 0.0
    counts = {name: formats.number(measured[f"effect_{name}"], language) for name in ("before", "after", "others")}
    changes = ("change", "others_change", "difference", "low", "high")
    shown = {name: _change(measured[f"effect_{name}"], unit, language) for name in changes}
    shown["apart"] = _change(abs(others), unit, language, sign="")
    shown["way"] = say(f"follow_up.{'rose' if others >= 0 else 'fell'}", language)
    said = say(f"follow_up.effect_{measured['effect']}", language, **counts, **shown)
    if measured["effect_low"] is None:
        return said
    percent = formats.number(100 * measured["effect_confidence"], language)
    return f"{said} {say('follow_up.effect_interval', language, confidence=percent, **shown)}"


def _change(change: float | None, unit: str, language: Language, sign: str | None = None) -> str:
    """A difference of two figures, with its sign; of shares in points."""
    if change is None:
        return say("value.missing", language)
    sign = ("+" if change > 0 else "−" if change < 0 else "") if sign is None else sign
    away = formats.rounded(abs(change), 9)  # a change that exists is never written as 0
    shown = formats.number(away, language, formats.decimals_apart(away, 0, 2))
    if unit == "percent":
        return sign + say("marks.points", language, number=shown)
    return sign + formats.with_unit(shown, unit, language)
