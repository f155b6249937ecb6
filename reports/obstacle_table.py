"""An explanation as lines on a terminal."""

from collections.abc import Iterator, Mapping

from metrics.obstacles.coverage import UNKNOWN
from metrics.obstacles.explanation import Explanation
from metrics.obstacles.names import Names
from metrics.stream import MEMBER_OF
from text import formats
from text.words import say

SHOWN = 5
"""Members of each list that are printed."""
WIDTH = 44
DIMENSION_OF = {**MEMBER_OF, UNKNOWN: MEMBER_OF["region"]}
"""What the members of each list are."""


def text(found: Explanation, names: Names, language: str = "id") -> str:
    """The sentences, then the lists behind them; codes with their names."""
    return "\n".join([*found.sentences[language], *_lists(found, names[language], language)])


def _lists(found: Explanation, names: Mapping[tuple[str, str], str], language: str) -> Iterator[str]:
    def named(dimension: str, code: str) -> str:
        name = names.get((dimension, code))
        return f"{code} {name}" if name and dimension != "channel" else name or code

    def line(name: str, *cells: str) -> str:
        return f"  {name[:WIDTH]:<{WIDTH}}" + "".join(f"{cell:>12}" for cell in cells)

    for dimension, rows in found.where.items():
        key = DIMENSION_OF[dimension]
        if rows:
            yield f"\n{say(f'obstacles.table.{dimension}', language)}"
        for row in rows[:SHOWN]:
            told = f" ({row['stage']})" if row.get("stage") else ""
            cells = _number(row["shortfall"], language), _share(row["share"], language)
            yield line(named(key, row["member"]) + told, *cells)
        if len(rows) > SHOWN:
            rest = sum(row["shortfall"] for row in rows[SHOWN:])
            others = say("obstacles.table.others", language, number=str(len(rows) - SHOWN))
            yield line(others, _number(rest, language))
    if found.slices:
        yield f"\n{say('obstacles.table.slices', language)}"
    for part in found.slices:
        told = ", ".join(named(key, code) for key, code in part.where.items())
        stable = say("obstacles.table.stability", language, share=_share(part.stability, language))
        yield f"  {told}: {_number(part.cases, language)} ({_share(part.share, language)}), {stable}"
    if found.reasons:
        yield f"\n{say('obstacles.table.reasons', language)}"
    for reason in found.reasons:
        code = reason.obstacle_code
        name = named("obstacle_code", code) if code else say("obstacles.table.unrecorded", language)
        without = formats.number(reason.actual_without, language, 2)
        yield line(name, formats.number(reason.late_cases, language), without)
    if found.stages:
        yield f"\n{say('obstacles.table.stages', language)}"
    for stage in found.stages[:SHOWN]:
        days = formats.number(stage.working_days, language, 1)
        yield line(f"{stage.stage} ({stage.holder})", days, _share(stage.share_of_excess, language))


def _number(value: float, language: str) -> str:
    return formats.number(value, language, 2, 0)


def _share(value: float | None, language: str) -> str:
    return formats.percent(None if value is None else 100 * value, language, 1)
