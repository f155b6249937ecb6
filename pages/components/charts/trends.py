"""The trend of one indicator over the months: as a chart, in words, and as a table."""

from collections.abc import Sequence

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from pages.components.charts.chart_values import Month
from pages.components.html.markup import Markup, plain_table, tag
from pages.components.html.ordering import line
from pages.components.html.status_mark import mark
from pages.components.runtime import address
from text import formats
from text.words import Language, say

JUDGED = ("achieved", "missed", "no_target")
YEAR = 12


def with_figures(rows: Sequence[Row]) -> list[Row]:
    """From the first month that has a figure to the last."""
    known = [i for i, row in enumerate(rows) if row.actual is not None]
    return list(rows[known[0] : known[-1] + 1]) if known else []


def months(rows: Sequence[Row], indicator: Indicator, language: Language) -> list[Month]:
    """The rows as the chart takes them; the newest month and the same month of earlier years are named on the axis."""
    every = YEAR if len(rows) > YEAR else YEAR // 4
    return [
        Month(
            tick=formats.month(row.period, language, short=True) if (len(rows) - 1 - i) % every == 0 else "",
            value=row.actual,
            hover=_words(row, indicator, language),
            judged=row.status in JUDGED,
            target=line(row),
        )
        for i, row in enumerate(rows)
    ]


def goal(rows: Sequence[Row], indicator: Indicator, language: Language) -> tuple[str, str] | None:
    """The name and figure of the newest target; None when there is none to draw."""
    targets = [line(row) for row in rows if line(row) is not None]
    if not targets:
        return None
    return say("overview.target", language), formats.quantity(targets[-1], indicator.unit, language)


def alt(rows: Sequence[Row], indicator: Indicator, period: str, language: Language) -> str:
    """The chart in words: lowest, highest, newest and the target."""
    known = [row for row in rows if row.actual is not None]
    low = min(known, key=lambda row: row.actual or 0)
    high = max(known, key=lambda row: row.actual or 0)
    return say(
        "chart.alt",
        language,
        indicator=indicator.name[language],
        period=period,
        target=" ".join(goal(rows, indicator, language) or (say("chart.no_target", language),)) + ".",
        **_named("low", low, indicator, language),
        **_named("high", high, indicator, language),
        **_named("last", known[-1], indicator, language),
    )


def table(rows: Sequence[Row], indicator: Indicator, language: Language) -> Markup:
    """Month, actual, target, status; newest first."""
    titles = (say("chart.month", language), *(say(f"overview.{c}", language) for c in ("actual", "target", "status")))
    lines = [
        (
            tag("a", formats.month(row.period, language), href=address.link(periode=row.period), target="_self"),
            formats.quantity(row.actual, indicator.unit, language),
            formats.goal(row.target, indicator.unit, language),
            mark(row.status, language),
        )
        for row in reversed(rows)
    ]
    return plain_table(titles, lines, language)


def _named(which: str, row: Row, indicator: Indicator, language: Language) -> dict[str, object]:
    shown = formats.quantity(row.actual, indicator.unit, language)
    return {which: shown, f"{which}_month": formats.month(row.period, language)}


def _words(row: Row, indicator: Indicator, language: Language) -> str:
    shown = formats.quantity(row.actual, indicator.unit, language)
    return say("chart.hover", language, month=formats.month(row.period, language), value=shown)
