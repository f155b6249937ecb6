"""Metodologi: what each indicator is, how it is counted, by whose authority, and an example that can be checked."""

import re

import streamlit as st

from access.identity.viewer import Viewer
from data.ledger import setting_versions
from metrics.catalogue import streams
from metrics.catalogue.indicators import Indicator
from pages.components.html import glossary_help
from pages.components.html.markup import plain_table, tag
from pages.components.layout import frame, onboarding_tour
from pages.components.runtime import address, lookups, run
from reports.content import definition
from text import formats
from text.words import Language, say


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer; it needs no data."""
    language = viewer.language
    catalogue = lookups.indicators()
    options = list(catalogue)
    chosen = address.checked("indikator", options, options[0])
    with frame.bar(viewer):
        label = say("method.indicator", language)
        address.pick("indikator", label, options, chosen, lambda code: catalogue[code].name[language])
        address.pick_language(language)
    address.tell(address.notice("indikator", options, catalogue[chosen].name[language], language))
    lead = tag("p", say("method.lead", language), class_="rest")
    shown = {"name": catalogue[chosen].name[language], "date": formats.date(catalogue[chosen].reviewed_on, language)}
    title = tag("h1", say("method.first", language, **shown))
    st.html(tag("header", title, lead, class_="headline", lang=language))
    _definition(catalogue[chosen], language)
    _streams(catalogue[chosen], language)
    _example(chosen, language)
    _versions(language)
    st.html(glossary_help.listed(language))
    onboarding_tour.again(viewer)


def _definition(indicator: Indicator, language: Language) -> None:
    lines = [
        tag("tr", tag("th", label, scope="row"), tag("td", text))
        for label, text in definition.rows(indicator, language)
    ]
    table = tag("table", tag("tbody", *lines), class_="definition")
    overdue = indicator.next_review < run.today()
    due = say("method.due", language, date=formats.date(indicator.next_review, language)) if overdue else None
    note = tag("p", due, class_="aside") if due else None
    st.html(tag("section", tag("h2", say("method.definition", language)), table, note, lang=language))


def _streams(indicator: Indicator, language: Language) -> None:
    for stream in sorted(indicator.streams):
        with st.expander(say("method.stream", language, stream=stream)):
            st.code(streams.sql(stream), language="sql", wrap_lines=True)


def _example(id_: str, language: Language) -> None:
    shown = definition.examples().get(id_)
    note = say("method.example_note" if shown else "method.example_none", language)
    heading = tag("h2", say("method.example", language))
    st.html(tag("section", heading, tag("p", note, class_="aside"), lang=language))
    if shown:
        with st.container(key="examples"):
            st.markdown(_spoken(shown, language))


def _spoken(examples: str, language: Language) -> str:
    """The examples with their sentences in one language, one rank below the heading, as on every page."""
    return re.sub(
        r"^#### (.*)\n\n\*(.*)\*$", r"### \1" if language == "id" else r"### \2", examples, flags=re.MULTILINE
    )


def _versions(language: Language) -> None:
    home = run.home()
    rows = [
        (say(f"method.version_{kind}", language), setting_versions.version(home, kind))
        for kind in setting_versions.FILES
    ]
    table = plain_table([say("method.setting", language), say("method.version", language)], rows, language)
    st.html(tag("section", tag("h2", say("method.versions", language)), table, lang=language))
