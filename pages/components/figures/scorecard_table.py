"""The scorecard as a real table: readable without a canvas, by keyboard, by screen reader, on a phone, on paper."""

from collections.abc import Mapping, Sequence

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from pages.components.charts.spark import spark
from pages.components.figures.comparison import Comparison
from pages.components.html import glossary_help
from pages.components.html.markup import Markup, tag
from pages.components.html.ordering import line
from pages.components.html.status_mark import interval_mark
from pages.components.runtime import address
from reports.words import mark_words
from text import formats
from text.signs import tone
from text.words import Language, say

SPARK_MONTHS = 12
COLUMNS = ("indicator", "actual", "target", "achievement", "status", "trend")
HELPED = {"achievement": "achievement", "status": "status", "trend": "variation"}
"""Columns whose title is a term."""
AT_LEAST = {"higher": "≥", "lower": "≤"}


def scorecard(
    rows: Sequence[Row],
    history: Mapping[str, Sequence[Row]],
    catalogue: Mapping[str, Indicator],
    caption: str,
    language: Language,
    told: Sequence[str] = (),
    compared: Comparison | None = None,
) -> Markup:
    """One line per row: indicator, actual, target, achievement, status with its reasons, twelve months.

    `history` holds each indicator's monthly rows, oldest first; `told` are reasons that stand above already;
    `compared` adds a column beside the actual.
    """
    head = [_title(column, _named(column, language)) for column in COLUMNS]
    if compared:
        head.insert(2, _title("compared", compared.name))
    body = [
        _line(row, told, history.get(row.indicator, ()), catalogue[row.indicator], language, compared) for row in rows
    ]
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", tag("tr", *head, role="row"), role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        class_="scorecard",
        role="table",
        lang=language,
    )


def _named(column: str, language: Language) -> str:
    """The title of a column, with help where it is a term."""
    name = say(f"overview.{column}", language)
    return glossary_help.beside(HELPED[column], language, name) if column in HELPED else name


def _title(column: str, name: str) -> Markup:
    return tag("th", name, class_=column, scope="col", role="columnheader")


def _line(
    row: Row,
    told: Sequence[str],
    months: Sequence[Row],
    indicator: Indicator,
    language: Language,
    compared: Comparison | None,
) -> Markup:
    name = tag("a", indicator.name[language], href=address.to("indikator", indikator=row.indicator), target="_self")
    return tag(
        "tr",
        tag("th", name, class_="indicator", scope="row", role="rowheader"),
        _figure("actual", _bare(row, indicator, language), language, _unit(row, indicator, language)),
        _compared(row, indicator, language, compared) if compared else None,
        _figure("target", _target(row, indicator, language), language),
        _figure("achievement", _achievement(row, language), language),
        tag(
            "td",
            interval_mark(row, indicator.unit, language),
            *_remarks(row, indicator, told, language),
            class_="status",
            role="cell",
        ),
        tag("td", _spark(row, months, indicator, language), class_="trend", role="cell"),
        role="row",
    )


def _figure(column: str, text: str, language: Language, unit: Markup | None = None) -> Markup:
    label = say(f"overview.{column}", language)
    return tag("td", text, unit, class_=f"figure {column}", data_label=label, role="cell")


def _compared(row: Row, indicator: Indicator, language: Language, compared: Comparison) -> Markup:
    shown, went = compared.told(row, indicator, language)
    small = tag("small", " ", went, class_="unit") if went else None
    return tag("td", shown, small, class_="figure compared", data_label=compared.name, role="cell")


def _bare(row: Row, indicator: Indicator, language: Language) -> str:
    """The figure alone when its unit is a word, which stands below it; with its sign when the unit is one."""
    bare = indicator.unit in formats.WORDED
    return formats.short(row.actual, indicator.unit, language, bare=bare, apart_from=row.target_unmet)


def _unit(row: Row, indicator: Indicator, language: Language) -> Markup | None:
    if row.actual is None:
        return None
    unit = formats.unit_word(_bare(row, indicator, language), indicator.unit, language) or None
    cases = formats.with_cases("", row.n, language).strip()
    if unit is None and not cases:
        return None
    return tag("small", " ", unit, " ", tag("span", cases, class_="cases") if cases else None, class_="unit")


def _target(row: Row, indicator: Indicator, language: Language) -> str:
    if row.target is None:
        return say("value.missing", language)
    bare = indicator.unit in formats.WORDED
    shown = formats.short_goal(row.target, indicator.unit, language, bare=bare, apart_from=row.actual_unmet)
    return shown if isinstance(row.target, tuple) else f"{AT_LEAST[indicator.better]} {shown}"


def _achievement(row: Row, language: Language) -> str:
    return formats.achievement(row.achievement_pct, language, met=row.is_met, decimals=1)


def _remarks(row: Row, indicator: Indicator, told: Sequence[str], language: Language) -> list[Markup]:
    """Why it is not judged (unless told above the table), when it is too close to be sure, and the series' course."""
    said = [say(f"reason.{reason}", language) for reason in row.status_reasons if reason not in told]
    remarks = [tag("small", "; ".join(said), class_="remark")] if said else []
    if sure := mark_words.confidence(row, language):
        hint = say("overview.uncertain_hint", language) if row.confidence == "cannot_tell" else None
        remarks.append(tag("small", sure, class_="remark", title=hint))
    if course := mark_words.course(row, indicator, language):
        remarks.append(tag("small", course, class_="remark"))
    return remarks


def _spark(row: Row, months: Sequence[Row], indicator: Indicator, language: Language) -> Markup | None:
    shown = months[-SPARK_MONTHS:]
    values = [month.actual for month in shown]
    known = [month for month in shown if month.actual is not None]
    if len(known) < 2:
        return tag("span", say("value.missing", language), title=say("overview.spark_none", language))
    first, last = (
        formats.short(month.actual, indicator.unit, language, apart_from=month.target_unmet)
        for month in (known[0], known[-1])
    )
    alt = say("overview.spark_alt", language, first=first, last=last)
    return spark(values, line(months[-1]), tone(row.status), alt)
