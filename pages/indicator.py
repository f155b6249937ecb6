"""Indikator: one indicator over time, whether it is changing, whether it will keep its target, and by every part."""

from collections.abc import Sequence

import streamlit as st

from access.identity.viewer import Viewer
from data.ledger import entries
from metrics.acts import annotations, deviations
from metrics.acts.annotations import Annotation
from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.periods import Period
from pages.components.breakdown import finding, funnel, parts_chart
from pages.components.documents import issued_file
from pages.components.figures import annotation_form, control_chart, meeting_view
from pages.components.html import glossary_help
from pages.components.html.markup import Markup, join, tag
from pages.components.html.status_mark import mark
from pages.components.layout import first_paint, no_data
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups, run
from reports.words import mark_words
from text import formats
from text.words import Language, say

DIMENSIONS = ("region", "service", "agency", "channel")


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    if meeting_view.wanted():
        return meeting_view.draw(viewer)
    scope = no_data.opened(viewer)
    if scope is None:
        return None
    language, catalogue = scope.language, lookups.indicators()
    options = list(catalogue)
    chosen = _chosen(options)
    address.tell(address.notice("indikator", options, catalogue[chosen].name[language], language))
    with st.container(key="question", horizontal=True, gap="small"):
        label = say("overview.indicator", language)
        address.pick("indikator", label, options, chosen, lambda id_: catalogue[id_].name[language])
        meeting_view.entry(language)
    indicator = catalogue[chosen]
    st.html(_headline(indicator, scope))
    if not indicator.entered and figures.head():
        _documented(indicator, scope)
    noted = annotations.listed(run.home(), viewer.scope, chosen)
    control_chart.draw(indicator, scope, noted)
    if viewer.may("annotate"):
        annotation_form.draw(viewer, scope, indicator, noted)
    _parts(indicator, scope)
    issued_file.order_button(scope, chosen)
    if scope.has_parts:
        funnel.draw(indicator, scope, lambda region: _changes(noted, region))
    return None


def first_figures(scope: Scope) -> Markup | None:
    """The upper part of the page as HTML, before Streamlit has drawn anything: the chart's place is kept."""
    language, catalogue = scope.language, lookups.indicators()
    indicator = catalogue[_chosen(list(catalogue))]
    pickers = first_paint.row(
        first_paint.picker(indicator.name[language], "indikator"), first_paint.button(say("slides.open", language))
    )
    return join(
        pickers, _headline(indicator, scope), control_chart.title(indicator, language), tag("div", class_="awaited")
    )


def _chosen(options: Sequence[str]) -> str:
    return address.checked("indikator", options, "on_time_rate")


def _changes(noted: Sequence[Annotation], region: str) -> set[str]:
    """The months in which a recorded change of a region's process begins."""
    return {note.month for note in noted if note.rebase and note.region in (None, region)}


def _headline(indicator: Indicator, scope: Scope) -> Markup:
    language = scope.language
    card = figures.card(scope.viewer, period=scope.period, region=scope.region, indicators=(indicator.id,))
    [row] = card.rows
    values = {"period": formats.period(scope.period, language), "region": scope.region_name}
    over = tag("p", say("indicator_page.place", language, **values), class_="provenance")
    title = tag("h1", finding.of(row, indicator, scope))
    method = address.to("metodologi", indikator=indicator.id)
    why = address.to(
        "hambatan", indikator=indicator.id, periode=scope.period, wilayah=scope.region or lookups.province()
    )
    links = [
        tag("a", say("indicator_page.method", language), href=method, target="_self"),
        tag("a", say("indicator_page.why", language), href=why, target="_self"),
    ]
    about = tag("p", indicator.why_it_matters[language], class_="rest")
    line = tag("div", *_marks(row, indicator, language), *(tag("span", link) for link in links), class_="provenance")
    accepted = [tag("p", said, class_="aside") for said in _accepted(row, scope)]
    return tag("header", over, title, about, line, *accepted, class_="headline", lang=language)


def _accepted(row: Row, scope: Scope) -> list[str]:
    """The deviation by which a miss is accepted for the time being: until when, by which document, and why."""
    if deviations.ACCEPTED not in row.status_reasons:
        return []
    language, period = scope.language, Period(scope.period)
    return [
        say(
            "deviation.note",
            language,
            until=formats.date(deviation.until, language),
            document=deviation.document,
            reason=deviation.reason.rstrip("."),
        )
        for deviation in deviations.in_force(entries.entries(run.home()), run.today())
        if deviation.covers(row.indicator, scope.region, period)
    ]


def _documented(indicator: Indicator, scope: Scope) -> None:
    """What documents say of the figure, beside the one that records give; nothing where none does."""
    language = scope.language
    stated = [
        say(
            "indicator_page.documented_one",
            language,
            actual=formats.quantity(figure.actual, indicator.unit, language),
            period=formats.period(figure.period, language),
            document=figure.document_no,
        )
        for figure in figures.documented(scope.viewer, indicator, scope.period, scope.region)
    ]
    if stated:
        line = say("indicator_page.documented", language, figures="; ".join(stated))
        st.html(tag("p", line, class_="aside", lang=language))


def _marks(row: Row, indicator: Indicator, language: Language) -> list[Markup]:
    """Status, target, variation and assurance, and in how many months the target was met; as far as there are any."""
    texts: list[str] = []
    if row.target is not None:
        goal = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
        texts.append(f"{say('overview.target', language)} {goal}")
    texts += [interval] if (interval := mark_words.interval(row, indicator.unit, language)) else []
    if changing := mark_words.variation(row, indicator, language):
        texts.append(glossary_help.beside("variation", language, changing))
    if row.assurance and not mark_words.contradicts(row):
        texts.append(glossary_help.beside("assurance", language, say(f"assurance.{row.assurance}", language)))
    if months := mark_words.met_months(row, language):
        texts.append(months)
    texts += [level] if (level := mark_words.level(row, indicator.unit, language)) else []
    return [mark(row.status, language), *(tag("span", one) for one in texts)]


def _parts(indicator: Indicator, scope: Scope) -> None:
    language = scope.language
    usable = [name for name in DIMENSIONS if name != "region" or scope.has_parts]
    chosen = address.checked("bagian", usable, usable[0])

    def name(part: str) -> str:
        return lookups.of_parts(scope.region, f"panel.{part}", language)

    title = say("indicator_page.parts", language, by=name(chosen).lower())
    label = say("obstacle_page.by", language)
    address.pick("bagian", label, usable, chosen, name)
    parts_chart.draw(indicator, chosen, scope, title)
