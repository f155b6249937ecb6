"""An explanation as lines on a terminal."""

from collections.abc import Iterator

from metrics.obstacles.explanation import Explanation
from text import formats
from text.words import say

SHOWN = 5
"""Members of each list that are printed."""


def text(found: Explanation, language: str = "id") -> str:
    """The sentences, then the lists behind them."""
    return "\n".join([*found.sentences[language], *_lists(found, language)])


def _lists(found: Explanation, language: str) -> Iterator[str]:
    for dimension, rows in found.where.items():
        if rows:
            yield f"\n{say(f'obstacles.table.{dimension}', language)}"
        for row in rows[:SHOWN]:
            yield f"  {row['member']:<10} {_number(row['shortfall'], language):>12} {_share(row['share'], language):>9}"
        if len(rows) > SHOWN:
            rest = sum(row["shortfall"] for row in rows[SHOWN:])
            others = say("obstacles.table.others", language, number=str(len(rows) - SHOWN))
            yield f"  {others:<10} {_number(rest, language):>12}"
    if found.slices:
        yield f"\n{say('obstacles.table.slices', language)}"
    for part in found.slices:
        told = ", ".join(part.where.values())
        stable = say("obstacles.table.stability", language, share=_share(part.stability, language))
        yield f"  {told:<30} {_number(part.cases, language):>9} {_share(part.share, language):>9}  {stable}"
    if found.reasons:
        yield f"\n{say('obstacles.table.reasons', language)}"
    for reason in found.reasons:
        code = reason.obstacle_code or say("obstacles.table.unrecorded", language)
        without = formats.number(reason.actual_without, language, 2)
        yield f"  {code:<14} {formats.number(reason.late_cases, language):>9} {without:>9}"
    if found.stages:
        yield f"\n{say('obstacles.table.stages', language)}"
    for stage in found.stages[:SHOWN]:
        days = formats.number(stage.working_days, language, 1)
        yield f"  {stage.stage} ({stage.holder}): {days} {_share(stage.share_of_excess, language)}"


def _number(value: float, language: str) -> str:
    return formats.number(value, language, 2, 0)


def _share(value: float | None, language: str) -> str:
    return formats.percent(None if value is None else 100 * value, language, 1)
