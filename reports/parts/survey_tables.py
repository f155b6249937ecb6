"""What a survey report rests on: the index and its unsur, the sample, and who answered.

Answers of fewer than five respondents are not told, nor the next smallest when the total would reveal them.
"""

from typing import Any

from metrics.cells.query import Slice
from metrics.periods import Period, previous, same_last_year
from metrics.survey import index
from reports.content import provenance
from reports.content.content import Table
from reports.content.gathered import Gathered
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.parts import context_tables
from reports.parts.suppression import suppressed

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
        sql = f"""
            select coalesce({name}, '') as answer, count(*) as respondents
            from surveys
            where {provenance.in_scope(desk, options)} and answered_month between $first and $last
            group by answer order by respondents desc, answer
        """
        found = [(str(answer), int(str(n))) for answer, n in desk.run.rows(sql, provenance.in_period(options))]
        total = sum(n for _, n in found)
        for (answer, _), shown in zip(found, suppressed([n for _, n in found], LEAST), strict=True):
            rows.append((name, answer, shown, None if shown is None else 100 * shown / total))
    return Table(("characteristic", "answer", "respondents", "percent"), tuple(rows))
