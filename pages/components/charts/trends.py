"""The trend of one indicator over the months: what its chart is drawn from, in words, and as a table."""

from collections.abc import Sequence

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.periods import plus_months
from pages.components.charts.chart_values import EndLabels, Month
from pages.components.charts.trend_picture import trend_picture as trend_picture
from pages.components.html.markup import Markup, plain_table, tag
from pages.components.html.ordering import line
from pages.components.html.status_mark import interval_mark
from pages.components.runtime import address
from reports.words import mark_words
from text import formats
from text.words import Language, say

YEAR = 12


def with_figures(rows: Sequence[Row]) -> list[Row]:
    """From the first month that has a figure to the last."""
    known = [i for i, row in enumerate(rows) if row.actual is not None]
    return list(rows[known[0] : known[-1] + 1]) if known else []


def months(rows: Sequence[Row], indicator: Indicator, language: Language, earlier: Sequence[Row] = ()) -> list[Month]:
    """The rows as the chart takes them; the newest month and the same month of earlier years are named on the axis.

    `earlier` are rows of which those twelve months before are drawn beside.
    """
    known = {row.period: row.actual for row in earlier}
    every = YEAR if len(rows) > YEAR else YEAR // 4
    return [
        Month(
            tick=formats.month(row.period, language, short=True) if (len(rows) - 1 - i) % every == 0 else "",
            value=row.actual,
            hover=_words(row, indicator, language),
            judged=row.is_settled,
            target=line(row),
            interval=None if row.actual is None else row.interval,
            last_year=known.get(plus_months(row.period, -YEAR)) if known else None,
        )
        for i, row in enumerate(rows)
    ]


def names(rows: Sequence[Row], shown: Sequence[Month], indicator: Indicator, language: Language) -> EndLabels:
    """What is written at the ends of the lines."""
    earlier = [month.last_year for month in shown if month.last_year is not None]
    last_year = None
    if len(earlier) > 1:
        last_year = (say("chart.last_year", language), formats.short(earlier[-1], indicator.unit, language))
    return EndLabels(last(rows, indicator, language), goal(rows, indicator, language), last_year)


def goal(rows: Sequence[Row], indicator: Indicator, language: Language) -> tuple[str, str] | None:
    """The name and figure of the newest target; None when there is none to draw."""
    with_target = [row for row in rows if line(row) is not None]
    if not with_target:
        return None
    shown = formats.short_goal(
        line(with_target[-1]), indicator.unit, language, apart_from=newest(rows).actual_unmet if rows else None
    )
    return say("overview.target", language), shown


def last(rows: Sequence[Row], indicator: Indicator, language: Language) -> str:
    """The newest figure, as it is written beside its line."""
    row = newest(rows)
    return formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)


def newest(rows: Sequence[Row]) -> Row:
    """The newest month that has a figure, else the newest."""
    return next((row for row in reversed(rows) if row.actual is not None), rows[-1])


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
            formats.with_cases(
                formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet), row.n, language
            ),
            formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet),
            interval_mark(row, indicator.unit, language),
        )
        for row in reversed(rows)
    ]
    return plain_table(titles, lines, language)


def data(rows: Sequence[Row], shown: Sequence[Month], language: Language) -> list[dict[str, object]]:
    """What a chart is drawn from, one line a month, oldest first."""
    actual, target = (say(f"overview.{key}", language) for key in ("actual", "target"))
    earlier, low, high = (say(f"chart.{key}", language) for key in ("last_year", "low", "high"))
    return [
        {
            say("chart.month", language): row.period,
            actual: row.actual,
            "n": row.n,
            low: month.interval[0] if month.interval else None,
            high: month.interval[1] if month.interval else None,
            target: row.target,
            earlier: month.last_year,
        }
        for row, month in zip(rows, shown, strict=True)
    ]


def _named(which: str, row: Row, indicator: Indicator, language: Language) -> dict[str, object]:
    shown = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    return {which: shown, f"{which}_month": formats.month(row.period, language)}


def _words(row: Row, indicator: Indicator, language: Language) -> str:
    shown = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    figure = say("chart.hover", language, month=formats.month(row.period, language), value=shown)
    return "; ".join(part for part in (figure, mark_words.interval(row, indicator.unit, language)) if part)
