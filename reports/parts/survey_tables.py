"""What a survey report rests on: the index and its unsur, the sample, and who answered.

Answers of fewer than five respondents are not told, nor the next smallest when the total would reveal them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data import sql_files
from metrics.cells.query import Slice
from metrics.periods import Period, previous, same_last_year
from metrics.survey import index
from reports.content import provenance
from reports.content.content import Gathered, Table
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.parts import context_tables

INDEX = "satisfaction_index"
CHARACTERISTICS = ("sex", "age_group", "education", "occupation")
LEAST = 5
"""Fewer respondents than this are not told apart."""


def gather(desk: Desk, options: Options) -> Gathered:
    """The index and its unsur, of last year too, by agency and by region; who answered."""
    asked, region = Period(options.period), options.region
    unsur = [f"unsur_{name}" for name in index.UNSUR]
    cards = {
        "period": desk.rows(asked.code, region, wanted=[INDEX, *unsur]),
        "last_year": desk.rows(same_last_year(asked).code, region, wanted=[INDEX, *unsur]),
        "months": desk.rows(f"r12:{asked.last_month}", region, "month", [INDEX]),
        "by_agency": _told_apart(desk, options, "agency"),
    }
    if region is None:
        cards["by_region"] = _told_apart(desk, options, "region")
    own = context_tables.tables(desk, options)
    tables = {"sample": _sample(desk, options), "respondents": _respondents(desk, options), **own}
    return Gathered(cards, tables)


def _told_apart(desk: Desk, options: Options, by: str) -> list[dict[str, Any]]:
    """The index of each part that enough respondents answered for; of the others only that it is not told."""
    rows = desk.rows(options.period, options.region, by, [INDEX])
    answered = desk.reader.records(Slice((Period(options.period),), options.region, by), "responses")
    few = {member for (_, member), number in answered.items() if number < LEAST}
    hidden: dict[str, Any] = dict.fromkeys(
        ("actual", "achievement_pct", "interval", "confidence", "variation", "assurance")
    )
    hidden |= {"status": "cannot_judge", "reasons": ("small_sample",)}
    return [{**row, **hidden} if row["member"] in few else row for row in rows]


def _sample(desk: Desk, options: Options) -> Table:
    """One row: respondents, users of the period before (None: unknown), the minimum sample they ask for."""
    asked = Period(options.period)
    before = previous(asked)
    answered = desk.reader.records(Slice((asked,), options.region, None), "responses").get((asked.code, ""), 0)
    users = desk.reader.records(Slice((before,), options.region, None), "completions").get((before.code, ""), 0)
    least = index.minimum_sample(users) if users else None
    return Table(("respondents", "users_before", "minimum_sample"), ((answered, users or None, least),))


def _respondents(desk: Desk, options: Options) -> Table:
    """Rows (characteristic, answer, respondents, percent); suppressed counts and percentages are None."""
    rows: list[tuple[Any, ...]] = []
    for name in CHARACTERISTICS:
        sql = sql_files.read(
            Path(__file__).with_name("respondents.sql"), name=name, scope=provenance.in_scope(desk, options)
        )
        answers = [(str(answer), int(str(n))) for answer, n in desk.connection.rows(sql, provenance.in_period(options))]
        total = sum(n for _, n in answers)
        for (answer, _), shown in zip(answers, suppressed([n for _, n in answers], LEAST), strict=True):
            rows.append((name, answer, shown, None if shown is None else 100 * shown / total))
    return Table(("characteristic", "answer", "respondents", "percent"), tuple(rows))


def suppressed(counts: Sequence[int], least: int) -> list[int | None]:
    """The counts with those of 1 to `least` - 1 left out (None), and the next smallest too when the total reveals them.

    One count left out is the total less the others; so are several whose sum stays below `least`. 0 tells of nobody.
    """
    hidden = {i for i, n in enumerate(counts) if 0 < n < least}
    rest = sorted((n, i) for i, n in enumerate(counts) if n >= least)
    while hidden and rest and (len(hidden) == 1 or sum(counts[i] for i in hidden) < least):
        hidden.add(rest.pop(0)[1])
    return [None if i in hidden else n for i, n in enumerate(counts)]
