"""What to look at next: the largest shortfalls with what holds each back, and follow-ups that are overdue."""

from collections.abc import Mapping, Sequence

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.monitoring import region_matrix
from metrics.obstacles.causes import declared, lateness
from metrics.periods import Period
from metrics.scorecard.score import Scorecard
from pages.components.html.markup import Markup, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups
from reports.words import obstacle_words
from text import formats
from text.words import Language, say

SHOWN = 3


def markup(card: Scorecard, catalogue: Mapping[str, Indicator], scope: Scope) -> Markup:
    """Parts of the targets that are missed first; then those that fail behind a target which is met."""
    language = scope.language
    met = {row.indicator for row in card.rows if row.is_met}
    shortfalls = _shortfalls(card, catalogue, scope)
    open_, hidden = (
        _largest([(cases, row) for cases, row in shortfalls if (row.indicator in met) == behind])
        for behind in (False, True)
    )
    parts, unwritten = [tag("h2", say("summary.shortfalls", language))], 0
    if not shortfalls:
        judged = any(row.is_judged for row in card.rows)
        parts.append(tag("p", say("summary.none" if judged else "summary.unjudged", language), class_="aside"))
    for title, listed in (("summary.open" if hidden else None, open_), ("summary.hidden", hidden)):
        if listed:
            items = [_short(cases, row, catalogue[row.indicator], scope) for cases, row in listed]
            parts += [tag("h3", say(title, language))] if title else []
            parts.append(tag("ol", *(item for item, _ in items), class_="slices"))
            unwritten += sum(not is_written for _, is_written in items)
    if unwritten:
        parts.append(tag("p", _unwritten(unwritten, len(open_) + len(hidden), language), class_="aside"))
    return tag("section", *parts, _overdue(scope), class_="summary", lang=language)


def _unwritten(count: int, shown: int, language: Language) -> str:
    """That nobody has written what holds them back: said once, of all or of some."""
    if count == shown:
        return say("summary.unwritten", language)
    return say("summary.unwritten_some", language, count=formats.number(count, language))


def _largest(short: Sequence[tuple[float, Row]]) -> list[tuple[float, Row]]:
    """The largest of each place, so many of them as have room."""
    largest: dict[str, tuple[float, Row]] = {}
    for cases, row in sorted(short, key=lambda pair: -pair[0]):
        largest.setdefault(row.member, (cases, row))
    return list(largest.values())[:SHOWN]


def _overdue(scope: Scope) -> Markup:
    language = scope.language
    late = [one for one in figures.overdue(scope.viewer) if scope.region in (None, one.region)]
    if not late:
        return tag("p", say("summary.none_overdue", language), class_="aside")
    text = say("summary.overdue", language, count=formats.number(len(late), language))
    return tag("p", tag("a", text, href=address.to("tindak-lanjut"), target="_self"), class_="overdue")


def _shortfalls(card: Scorecard, catalogue: Mapping[str, Indicator], scope: Scope) -> list[tuple[float, Row]]:
    """Cases missing to the target by region (by service within a region), of every share with a target."""
    known = [row for row in card.rows if row.has_target and row.actual is not None]
    shares = [row.indicator for row in known if catalogue[row.indicator].unit == "percent"]
    if not shares:
        return []
    dimension = "region" if scope.has_parts else "service"
    rows = figures.parts(scope.viewer, scope.period, scope.region, tuple(shares), dimension).rows
    short = [(region_matrix.cases_short(row, catalogue[row.indicator].better), row) for row in rows]
    return [(cases, row) for cases, row in short if cases > 0]


def _short(cases: float, row: Row, indicator: Indicator, scope: Scope) -> tuple[Markup, bool]:
    """Where, by how much, and in one sentence what holds it back; and whether anybody has written that."""
    language = scope.language
    dimension = "region_code" if scope.has_parts else "service_code"
    name = lookups.named(dimension, row.member, language)
    place = row.member if scope.has_parts else str(scope.region)
    part = {} if scope.has_parts else {"layanan": row.member}
    way = address.to("hambatan", indikator=row.indicator, periode=scope.period, wilayah=place, **part)
    way += address.CASES if part else ""
    text = say(
        "summary.short",
        language,
        indicator=indicator.name[language],
        actual=formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet),
        cases=formats.at_least(cases, language),
    )
    why = _why(row, indicator, place, scope)
    remark = tag("small", why, class_="remark") if why else None
    return tag("li", tag("span", tag("a", name, href=way, target="_self"), ": ", text), remark), why is not None


def _why(row: Row, indicator: Indicator, region: str, scope: Scope) -> str | None:
    """The obstacle written most beside its late cases, else what the region has declared; None without either."""
    language = scope.language
    if lateness.counts_on_time(indicator):
        service = None if scope.has_parts else row.member
        if written := figures.most_written(scope.viewer, scope.period).get((region, service)):
            names = [lookups.named("obstacle_code", code, language) for code in written.codes]
            return obstacle_words.recorded_most(names, written.share, language)
    until = min(Period(scope.period).last_day, figures.today())
    spoken = declared.in_force(figures.declared(scope.viewer), row.indicator, region, until, lookups.tree())
    if spoken:
        return say("summary.declared", language, obstacle=lookups.named("obstacle_code", spoken[0].code, language))
    return None
