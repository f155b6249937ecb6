"""The scorecard as a real table: readable without a canvas, by keyboard, by screen reader, on a phone, on paper."""

from collections.abc import Mapping, Sequence

from metrics.indicators import Indicator
from metrics.row import Row
from pages.components import address
from pages.components.marks import mark, tone
from pages.components.markup import Markup, tag
from pages.components.spark import spark
from pages.components.tally import line
from text import formats
from text.words import Language, say

SPARK_MONTHS = 12
COLUMNS = ("indicator", "actual", "target", "achievement", "status", "trend")
WORDED = ("days", "minutes")
AT_LEAST = {"higher": "≥", "lower": "≤"}


def scorecard(
    rows: Sequence[Row],
    history: Mapping[str, Sequence[Row]],
    catalogue: Mapping[str, Indicator],
    caption: str,
    language: Language,
    told: Sequence[str] = (),
) -> Markup:
    """One line per row: indicator, actual, target, achievement, status with its reasons, twelve months.

    `history` holds each indicator's monthly rows, oldest first; `told` are reasons that stand above already.
    """
    head = [_title(column, language) for column in COLUMNS]
    body = [_line(row, told, history.get(row.indicator, ()), catalogue[row.indicator], language) for row in rows]
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", tag("tr", *head, role="row"), role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        class_="scorecard",
        role="table",
        lang=language,
    )


def _title(column: str, language: Language) -> Markup:
    return tag("th", say(f"overview.{column}", language), class_=column, scope="col", role="columnheader")


def _line(row: Row, told: Sequence[str], months: Sequence[Row], indicator: Indicator, language: Language) -> Markup:
    name = tag("a", indicator.name[language], href=address.link(indikator=row.indicator), target="_self")
    return tag(
        "tr",
        tag("th", name, class_="indicator", scope="row", role="rowheader"),
        _figure("actual", _bare(row.actual, indicator, language), language, _unit(row, indicator, language)),
        _figure("target", _target(row, indicator, language), language),
        _figure("achievement", formats.percent(row.achievement_pct, language), language),
        tag("td", mark(row.status, language), *_remarks(row, told, language), class_="status", role="cell"),
        tag("td", _spark(row, months, indicator, language), class_="trend", role="cell"),
        role="row",
    )


def _figure(column: str, text: str, language: Language, unit: Markup | None = None) -> Markup:
    label = say(f"overview.{column}", language)
    return tag("td", text, unit, class_=f"figure {column}", data_label=label, role="cell")


def _bare(value: float | None, indicator: Indicator, language: Language) -> str:
    """The figure alone when its unit is a word, which stands below it; with its sign when the unit is one."""
    return formats.quantity(value, indicator.unit, language, bare=indicator.unit in WORDED)


def _unit(row: Row, indicator: Indicator, language: Language) -> Markup | None:
    if indicator.unit not in WORDED or row.actual is None:
        return None
    return tag("small", " ", say(f"unit.label_{indicator.unit}", language), class_="unit")


def _target(row: Row, indicator: Indicator, language: Language) -> str:
    if row.target is None:
        return say("value.missing", language)
    shown = formats.goal(row.target, indicator.unit, language, bare=indicator.unit in WORDED)
    return shown if isinstance(row.target, tuple) else f"{AT_LEAST[indicator.better]} {shown}"


def _remarks(row: Row, told: Sequence[str], language: Language) -> list[Markup]:
    """Why it is not judged (unless told above the table), and when it is too close to be sure."""
    said = [say(f"reason.{reason}", language) for reason in row.reasons if reason not in told]
    if row.variation in ("improving", "worsening"):
        said.append(say(f"variation.{row.variation}", language))
    remarks = [tag("small", "; ".join(said), class_="remark")] if said else []
    if row.confidence == "cannot_tell":
        hint = say("overview.uncertain_hint", language)
        remarks.append(tag("small", say("overview.uncertain", language), class_="remark", title=hint))
    return remarks


def _spark(row: Row, months: Sequence[Row], indicator: Indicator, language: Language) -> Markup | None:
    values = [month.actual for month in months[-SPARK_MONTHS:]]
    shown = [formats.quantity(value, indicator.unit, language) for value in values if value is not None]
    if len(shown) < 2:
        return tag("span", say("value.missing", language), title=say("overview.spark_none", language))
    alt = say("overview.spark_alt", language, first=shown[0], last=shown[-1])
    return spark(values, line(months[-1]), tone(row.status), alt)
