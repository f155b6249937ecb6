"""How many targets are met in one sentence, the same on screen, paper and terminal."""

from metrics.scorecard.summary import Summary
from text import formats
from text.words import Language, say

_KEYS = {"all": "headline_all", "some": "headline"}


def sentence(found: Summary, period: str, language: Language) -> str:
    """The sentence, without its full stop; `period` is a code."""
    key = _KEYS.get(found.verdict, f"headline_{found.verdict}")
    return say(f"overview.{key}", language, met=found.met, total=found.total, period=formats.period(period, language))
