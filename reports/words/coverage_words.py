"""Where regions stand on their way to an MPP, in words: the same on screen, on paper and in the digest."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from metrics.mpp.rollout import State
from text import formats
from text.words import Language, say

TONES: Mapping[str, Literal["met", "missed", "quiet"]] = {
    "operating": "met",
    "planned": "quiet",
    "without": "missed",
    "unknown": "quiet",
}
"""State → its tone on screen and paper; icons differ, as fonts do."""
Counts = Mapping[State, int] | Mapping[str, int]
"""State → how many regions."""


def headline(regions: Counts, language: Language) -> str:
    """How many regions are known to operate, and what is known of all the others; `regions` by state."""
    others = [
        say(f"coverage.rest_{state}", language, count=count)
        for state, count in regions.items()
        if count and state != "operating"
    ]
    rest = "; ".join(others) or say("coverage.rest_none", language)
    return say("coverage.headline", language, operating=regions["operating"], all=sum(regions.values()), rest=rest)


def when(partial: str | None, language: Language) -> str:
    """`8 Januari 2025`, or only as much of it as is known: `November 2024`, `2024`."""
    if partial is None:
        return say("value.missing", language)
    if len(partial) == 10:
        return formats.date(date.fromisoformat(partial), language)
    return formats.month(partial, language) if len(partial) == 7 else partial
