"""An explanation as lines on a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from metrics.catalogue.streams import MEMBER_OF
from metrics.obstacles import listing
from metrics.obstacles.causes.reasons import late_cases
from metrics.obstacles.explanation import Explanation
from metrics.obstacles.input.labels import Names
from metrics.obstacles.mpp_gap import UNKNOWN
from text import formats
from text.words import say

SHOWN = 5
"""Members of each list that are printed."""
WIDTH = 44
DIMENSION_OF = {**MEMBER_OF, UNKNOWN: MEMBER_OF["region"]}
"""What the members of each list are."""
Known: TypeAlias = Mapping[tuple[str, str], str]
"""The name of every code, by its dimension."""


def text(explanation: Explanation, names: Names, language: str = "id") -> str:
    """The sentences, then the lists behind them; codes with their names."""
    known = names[language]
    lists = {
        **{
            dimension: _members(DIMENSION_OF[dimension], rows, known, language)
            for dimension, rows in explanation.where.items()
        },
        "slices": _slices(explanation, known, language),
        "reasons": _reasons(explanation, known, language),
        "stages": _stages(explanation, language),
    }
    lines = list(explanation.sentences[language])
    for title, listed in lists.items():
        own = list(listed)
        lines += [f"\n{say(f'obstacles.table.{title}', language)}", *own] if own else []
    return "\n".join(lines)


def _members(dimension: str, rows: Sequence[Mapping[str, Any]], known: Known, language: str) -> Iterator[str]:
    short, offsets = listing.short_and_offset(rows, SHOWN)
    for listed, title in ((short, None), (offsets, "obstacles.table.offsets")):
        if title and listed.shown:
            yield f"  {say(title, language)}"
        for row in listed.shown:
            stage = f" ({row['stage']})" if row.get("stage") else ""
            cells = _number(row["shortfall"], language), _share(row["share"], language)
            yield _line(_named(known, dimension, row["member"]) + stage, *cells)
        if listed.others:
            others = say("obstacles.table.others", language, number=str(listed.others))
            yield _line(others, _number(listed.rest, language))


def _slices(explanation: Explanation, known: Known, language: str) -> Iterator[str]:
    for part in explanation.slices:
        where = ", ".join(_named(known, key, code) for key, code in part.where.items())
        stable = say("obstacles.table.stability", language, share=_share(part.stability, language))
        yield f"  {where}: {_number(part.cases, language)} ({_share(part.share, language)}), {stable}"


def _reasons(explanation: Explanation, known: Known, language: str) -> Iterator[str]:
    for reason in explanation.reasons:
        code = reason.obstacle_code
        name = _named(known, "obstacle_code", code) if code else say("obstacles.table.unrecorded", language)
        without = formats.number(reason.actual_without, language, 2)
        yield _line(name, formats.number(reason.late_cases, language), without)
    if late := late_cases(explanation.reasons):
        yield _line(say("obstacles.table.total", language), formats.number(late, language))


def _stages(explanation: Explanation, language: str) -> Iterator[str]:
    for stage in explanation.stages[:SHOWN]:
        days = formats.number(stage.working_days, language, 1)
        yield _line(f"{stage.stage} ({stage.holder})", days, _share(stage.share_of_excess, language))


def _named(known: Known, dimension: str, code: str) -> str:
    name = known.get((dimension, code))
    return f"{code} {name}" if name and dimension != "channel" else name or code


def _line(name: str, *cells: str) -> str:
    return f"  {name[:WIDTH]:<{WIDTH}}" + "".join(f"{cell:>12}" for cell in cells)


def _number(value: float, language: str) -> str:
    return formats.number(value, language, 2, 0)


def _share(value: float | None, language: str) -> str:
    return formats.percent(None if value is None else 100 * value, language, 1)
