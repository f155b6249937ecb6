"""The obstacle recorded most beside late cases in one sentence, its share with it; of equal ones none alone."""

from collections.abc import Sequence

from text import formats
from text.words import Language, say


def recorded_most(names: Sequence[str], share: float, language: Language) -> str:
    """Of the obstacles that share the first place, by name; `share` (0-1) of the late cases carries each."""
    percent = formats.percent(100 * share, language, 0)
    if len(names) > formats.TOGETHER:
        return say("summary.written_many", language, count=formats.number(len(names), language), share=percent)
    key = "written" if len(names) == 1 else "written_two"
    return say(f"summary.{key}", language, obstacle=formats.together(names, language), share=percent)
