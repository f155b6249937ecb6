"""Efficiency as far as records tell it: decided per working day, time taken, share without a desk.

Budgets are no part of the records, and the report says so.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from data.calendar import days as calendar
from metrics.periods import Period, same_last_year
from reports.content.blocks import Block, Column, Grid, Words
from reports.content.content import Content, Table
from reports.content.options import Options
from reports.content.workspace import Desk, Rows
from text import formats
from text.words import Language, say

COLUMNS = ("measure", "unit", "this_period", "last_year")
DECIDED = "clearance_rate"
"""Its numerator counts what was decided."""
MEASURED = ("median_processing_days", "digital_share")
"""Indicators told beside the work per day, when the home has them."""


def gather(desk: Desk, options: Options, now: Rows, before: Rows) -> Table:
    """Rows (measure, unit, this period, last year): working days, decided, decided per working day, and MEASURED.

    `now` and `before` are the scorecards of the period and of the same one last year.
    """
    asked = Period(options.period)
    days = [_working_days(desk, period) for period in (asked, same_last_year(asked))]
    cards = [{row["indicator"]: row for row in rows} for rows in (now, before)]
    decided = [card[DECIDED]["numerator"] if DECIDED in card else None for card in cards]
    per_day = [
        number / worked if number is not None and worked else None for number, worked in zip(decided, days, strict=True)
    ]
    rows: list[tuple[Any, ...]] = [
        ("working_days", "count", *days),
        ("decided", "count", *decided),
        ("decided_per_day", "rate", *per_day),
    ]
    rows += [
        (id_, desk.indicators[id_].unit, *(card[id_]["actual"] for card in cards))
        for id_ in MEASURED
        if id_ in cards[0]
    ]
    return Table(COLUMNS, tuple(rows))


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The table, and what it does not tell."""
    columns = (
        Column(say("report.column_measure", language), share=1),
        Column(formats.period(content.options.period, language), "right"),
        Column(say("report.last_year", language), "right"),
    )
    lines = []
    for measure, unit, *values in content.tables["efficiency"].rows:
        name = content.name(measure, language) if unit not in ("rate", "count") else say(f"report.{measure}", language)
        shown = [
            formats.number(v, language, 1) if unit == "rate" else formats.quantity(v, unit, language) for v in values
        ]
        lines.append((name, *shown))
    yield Grid(say("report.efficiency", language), columns, tuple(lines), whole=True)
    yield Words(say("report.no_budget", language), "small")


def _working_days(desk: Desk, period: Period) -> int | None:
    """Working days of the province's calendar in the period; None when the calendar does not reach so far."""
    days = calendar.days(desk.home)
    own = days[days["calendar_code"] == days["calendar_code"].iloc[0]]
    return calendar.working_days_between(own, period.first_day - timedelta(days=1), period.last_day)
