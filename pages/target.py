"""Target: what is aimed at, by which decree and on which path, beside the current figure; and how it came to be so."""

from collections.abc import Mapping, Sequence

import streamlit as st

from access.identity.viewer import Viewer
from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.periods import Period
from metrics.scorecard import composite_index
from metrics.targets import in_force
from metrics.targets.in_force import Goals
from pages.components.charts import plotly_charts, trends
from pages.components.charts.chart_values import EndLabels, Measure
from pages.components.forms import acts
from pages.components.html.markup import Markup, tag
from pages.components.html.ordering import attention_first
from pages.components.layout import filters, frame
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, run
from pages.components.targets import deviation_form, revision_form, target_path
from pages.components.targets import target_tables as tables
from pages.components.targets import target_versions as versions
from reports.terminal import target_lines
from reports.terminal.target_lines import Names
from text import formats
from text.words import Language, say


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    home, language = run.home(), viewer.language
    scope = _scope(viewer)
    acts.show_done()
    names = Names.of(home)
    goals = in_force.load(home, names.indicators)
    targeted = list(goals)
    if scope is None:
        _headline(goals, language, tag("p", say("target.no_figures", language), class_="rest"))
    else:
        targeted = _in_force(scope, goals, names)
    if goals:
        _one(viewer, scope, goals, names)
    deviation_form.draw(viewer, scope, targeted, names)
    versions.draw(viewer, names)
    revision_form.draw(viewer, names)


def _scope(viewer: Viewer) -> Scope | None:
    """The bar: region, period and language; only the language while nothing was ever loaded."""
    if figures.head():
        return filters.scope(viewer)
    with frame.bar(viewer):
        address.pick_language(viewer.language)
    return None


def _headline(goals: Goals, language: Language, *more: Markup) -> None:
    count = sum(map(len, goals.values()))
    title = say("target.headline" if count else "target.headline_none", language, count=count, indicators=len(goals))
    version = versions.in_force(run.home(), language)
    parts = [tag("p", say("target.lead", language), class_="rest"), tag("p", version, class_="provenance")]
    st.html(tag("header", tag("h1", title), *more, *parts, class_="headline", lang=language))


def _in_force(scope: Scope, goals: Goals, names: Names) -> list[str]:
    """The targets with what was reached; returns their indicators in the order they are read, missed first."""
    language = scope.language
    card = figures.card(scope.viewer, period=scope.period, region=scope.region)
    month = Period(scope.period).last_month
    index = composite_index.composite(card.rows, in_force.weights(goals, month))
    sentence = target_lines.composite(index, names.indicators, language)
    _headline(goals, language, tag("p", sentence, class_="rest", title=say("composite.hint", language)))
    rows = [row for row in attention_first(card.rows) if row.indicator in goals]
    monthly = _monthly(scope)
    ways = {
        row.indicator: target_path.way(
            goals, names.indicators[row.indicator], scope.region, monthly.get(row.indicator, ()), month
        )
        for row in rows
    }
    met = composite_index.met_in(row for held in monthly.values() for row in held)
    values = {"place": scope.region_name, "period": formats.period(scope.period, language)}
    title = tag("h2", say("target.table", language, **values))
    table = tables.in_force(rows, goals, names, ways, met, scope.region, language)
    st.html(tag("section", title, table, lang=language))
    others = [names.indicator(row.indicator, language) for row in card.rows if row.indicator not in goals]
    if others:
        with st.expander(say("target.without", language, count=len(others))):
            st.html(tag("p", ", ".join(others), class_="aside", lang=language))
    return [row.indicator for row in rows]


def _monthly(scope: Scope) -> Mapping[str, Sequence[Row]]:
    """Each indicator's monthly rows over the history, oldest first."""
    months = figures.card(scope.viewer, period=scope.history, region=scope.region, by="month")
    rows_of: dict[str, list[Row]] = {}
    for row in sorted(months.rows, key=lambda row: row.member):
        rows_of.setdefault(row.indicator, []).append(row)
    return rows_of


def _one(viewer: Viewer, scope: Scope | None, goals: Goals, names: Names) -> None:
    """The history of one indicator's target, with its chart."""
    language, options = viewer.language, list(goals)
    chosen = address.checked("indikator", options, options[0])
    name = names.indicator(chosen, language)
    st.html(tag("section", tag("h2", say("target.one", language, indicator=name)), lang=language))
    address.tell(address.notice("indikator", options, name, language))
    label = say("target.indicator", language)
    address.pick("indikator", label, options, chosen, lambda code: names.indicator(code, language))
    month = Period(scope.period).last_month if scope else f"{run.today():%Y-%m}"
    if scope is not None:
        _chart(scope, goals, names.indicators[chosen], month)
    st.html(tables.history(goals[chosen], names.indicators[chosen], names, viewer, month))


def _chart(scope: Scope, goals: Goals, indicator: Indicator, month: str) -> None:
    language = scope.language
    rows = trends.with_figures(_monthly(scope).get(indicator.id, ()))
    if len(rows) < 2:
        return
    back = len(Period(f"{rows[0].member}..{month}").months) - 1 if rows[0].member < month else 0
    way = target_path.way(goals, indicator, scope.region, rows, month, back)
    drawn = target_path.chart_months(way, indicator, language)
    lines = [one.target for one in drawn if one.target is not None]
    unmet = trends.newest(rows).actual_unmet
    shown = formats.short_goal(lines[-1], indicator.unit, language, apart_from=unmet) if lines else ""
    goal = (say("target.goal", language), shown) if lines else None
    newest = trends.last(rows, indicator, language)
    st.html(tag("p", say("target.chart", language, place=scope.region_name), class_="aside", lang=language))
    figure = plotly_charts.trend(drawn, EndLabels(newest, goal), Measure(indicator.unit, language))
    period = formats.period(f"{rows[0].member}..{rows[-1].member}", language)
    alt = trends.alt(rows, indicator, period, language)
    st.plotly_chart(figure, config=plotly_charts.CONFIG, alt=alt, key="target_chart")
    if any(month.interval for month in drawn):
        st.html(tag("p", say("marks.interval_band", language), class_="caption", lang=language))
