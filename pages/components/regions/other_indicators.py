"""Indicators without a target, by the demand of the mission that each serves; those without data are counted only."""

from collections.abc import Mapping, Sequence

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.scorecard.score import Scorecard
from pages.components.html.markup import Markup, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import address
from text import formats
from text.words import Language, say


def markup(card: Scorecard, catalogue: Mapping[str, Indicator], scope: Scope) -> Markup | None:
    """One folded group a demand, in the order of the catalogue: name, figure and number of cases; None without any."""
    language = scope.language
    others = [row for row in card.rows if not row.has_target]
    known = [row for row in others if row.actual is not None]
    if not others:
        return None
    groups: dict[str, list[Row]] = {}
    for row in known:
        groups.setdefault(catalogue[row.indicator].demand, []).append(row)
    note = tag("small", say("other_indicators.note", language, count=formats.number(len(others), language)))
    parts: list[Markup] = [_group(demand, rows, catalogue, language) for demand, rows in groups.items()]
    if empty := len(others) - len(known):
        note_ = say("other_indicators.empty", language, count=formats.number(empty, language))
        parts.append(tag("p", note_, class_="caption"))
    title = tag("h2", say("other_indicators.title", language), " ", note)
    return tag("section", title, *parts, class_="others", lang=language)


def _group(demand: str, rows: Sequence[Row], catalogue: Mapping[str, Indicator], language: Language) -> Markup:
    name = say(f"method.demand_{demand}", language)
    counts = {"demand": name[0].upper() + name[1:], "count": formats.number(len(rows), language)}
    items = [_item(row, catalogue[row.indicator], language) for row in rows]
    summary = tag("summary", say("other_indicators.group", language, **counts))
    return tag("details", summary, tag("ul", *items))


def _item(row: Row, indicator: Indicator, language: Language) -> Markup:
    way = tag("a", indicator.name[language], href=address.to("indikator", indikator=indicator.id), target="_self")
    shown = formats.with_cases(formats.short(row.actual, indicator.unit, language), row.n, language)
    return tag("li", way, tag("span", shown))
