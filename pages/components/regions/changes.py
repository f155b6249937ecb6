"""What has changed since the period before, and what gets worse without a target that would say so."""

from collections.abc import Mapping, Sequence

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.monitoring import region_matrix
from metrics.monitoring.region_matrix import Change
from metrics.periods import Period, compared_before, plus_months
from metrics.scorecard.score import Scorecard
from pages.components.charts.spark import spark
from pages.components.figures import panels
from pages.components.html.markup import Markup, tag
from pages.components.html.status_mark import icon
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups
from text import comparisons, formats
from text.signs import tone
from text.words import say

Catalogue = Mapping[str, Indicator]
SHOWN, YEAR = 5, 12


def since_before_markup(catalogue: Catalogue, scope: Scope) -> Markup:
    """New misses, recoveries, and the largest moves beyond chance, by region."""
    language = scope.language
    other = compared_before(Period(scope.period)).code
    names = {region.code: region.short_name for region in lookups.regions(scope.viewer)}
    cards = (
        figures.card(scope.viewer, period=code, region=scope.region, by="region") for code in (scope.period, other)
    )
    rows, before = ([row for row in card.rows if row.member in names] for card in cards)
    changed = region_matrix.changes(rows, before)
    counts = {
        "turned": formats.number(sum(change.kind != "moved" for change in changed), language),
        "compared": formats.number(region_matrix.compared(rows, before), language),
    }
    note = tag("small", say("changes.note", language, **counts))
    title = tag("h2", say("changes.title", language, period=formats.period(other, language)), " ", note)
    shown = changed[: formats.listed(len(changed), SHOWN)]
    items = [tag("li", *_change(change, names, catalogue, scope), class_=_edge(change)) for change in shown]
    listed = tag("ul", *items, class_="changed") if items else tag("p", say("changes.none", language), class_="aside")
    more = len(changed) - len(shown)
    left_out = say("changes.more", language, count=formats.number(more, language)) if more else None
    return tag("section", title, listed, left_out and tag("p", left_out, class_="caption"), lang=language)


def _edge(change: Change) -> str:
    if change.kind != "moved":
        return "missed" if change.kind == "missed" else "met"
    return tone(change.row.status)


def _change(change: Change, names: Mapping[str, str], catalogue: Catalogue, scope: Scope) -> list[Markup]:
    """The place and the indicator, both figures, and in words what has turned."""
    language, row, before = scope.language, change.row, change.before
    indicator = catalogue[row.indicator]
    way = address.to("hambatan", indikator=row.indicator, periode=scope.period, wilayah=row.member)
    name = say("changes.name", language, region=names[row.member], indicator=indicator.name[language])
    apart = {"before": before.actual, "now": row.actual}
    earlier = formats.short(before.actual, indicator.unit, language, bare=True, apart_from=(apart["now"] or 0.0,))
    now = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    figures_ = tag("span", earlier, " → ", icon(row.status), now, class_=f"moved {tone(row.status)}")
    return [
        tag("a", name, href=way, target="_self"),
        figures_,
        tag("small", _remark(change, indicator, scope), class_="remark"),
    ]


def _remark(change: Change, indicator: Indicator, scope: Scope) -> str:
    language, row = scope.language, change.row
    parts = [say(f"changes.{change.kind}", language)]
    if cases := _of(row, indicator, scope):
        parts.append(cases)
    if change.kind == "moved" and row.actual is not None and change.before.actual is not None:
        went = comparisons.compared(row.actual, change.before.actual, indicator.unit, indicator.better, language, 1)
        parts.append(went)
    elif row.target is not None:
        goal = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
        parts.append(say("matrix.target", language, target=goal))
    if row.is_missed and row.confidence == "cannot_tell":
        parts.append(say("matrix.doubt", language))
    said = "; ".join(parts)
    return said[0].upper() + said[1:] + "."


def _of(row: Row, indicator: Indicator, scope: Scope) -> str | None:
    """The cases behind a figure: of a share how many of how many; None where it rests on none."""
    if row.n is None:
        return None
    if indicator.unit != "percent" or row.numerator is None:
        return say("value.cases", scope.language, n=formats.number(row.n, scope.language))
    counts = {"part": formats.number(row.numerator, scope.language), "all": formats.number(row.n, scope.language)}
    return say("changes.of", scope.language, **counts)


def worsening(card: Scorecard, catalogue: Catalogue, scope: Scope) -> Markup | None:
    """Figures that nobody has set a target for, and that get worse; None where there are none."""
    language = scope.language
    changed = region_matrix.worsening(card.rows)
    if not changed:
        return None
    months = panels.monthly(scope)
    items = [tag("li", *_worse(row, months.get(row.indicator, ()), catalogue, scope)) for row in changed]
    propose = tag("a", say("changes.propose_target", language), href=address.to("target"), target="_self")
    title = tag("h2", say("changes.worsening", language), " ", tag("small", propose))
    return tag("section", title, tag("ul", *items, class_="worse"), lang=language)


def _worse(row: Row, months: Sequence[Row], catalogue: Catalogue, scope: Scope) -> list[Markup | None]:
    language = scope.language
    indicator = catalogue[row.indicator]
    way = address.to("indikator", indikator=row.indicator, periode=scope.period)
    actual = formats.short(row.actual, indicator.unit, language)
    remarks = [cases] if (cases := _of(row, indicator, scope)) else []
    earlier = next(
        (month for month in months if month.period == plus_months(Period(scope.period).last_month, -YEAR)), None
    )
    if earlier is not None and earlier.actual is not None:
        was = formats.short(earlier.actual, indicator.unit, language, apart_from=row.actual)
        remarks.append(say("changes.year_ago", language, actual=was))
    drawn = spark([month.actual for month in months[-YEAR:]], None, "missed", "")
    return [
        tag("span", tag("a", indicator.name[language], href=way, target="_self"), tag("small", "; ".join(remarks))),
        drawn,
        tag("b", actual, class_="missed"),
    ]
