"""Deviations that are accepted now, and the forms of who may accept one or take it back."""

from collections.abc import Sequence

import streamlit as st

from access.identity.viewer import Viewer
from data.ledger import entries
from metrics.acts import deviations
from metrics.acts.deviations import Deviation
from metrics.periods import Period
from pages.components.forms import acts, picker
from pages.components.html.markup import plain_table, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import lookups, run
from reports.terminal.target_lines import Names
from text import formats
from text.words import Language, say

TITLES = ("indicator", "since", "until", "reason", "document")


def draw(viewer: Viewer, scope: Scope | None, targeted: Sequence[str], names: Names) -> None:
    """The table of what is accepted in the viewer's regions; below it the forms, where there are figures."""
    language = viewer.language
    standing = deviations.in_force(entries.entries(run.home()), run.today())
    seen = [deviation for deviation in standing if deviation.region is None or viewer.may_see(deviation.region)]
    title, lead = say("deviation.title", language), say("deviation.lead", language)
    titles = [say("document_page.place", language), *(say(f"deviation.{name}", language) for name in TITLES)]
    lines = [_line(deviation, names, language) for deviation in seen]
    table = plain_table(titles, lines, language) if lines else tag("p", say("deviation.none", language), class_="aside")
    st.html(tag("section", tag("h2", title), tag("p", lead, class_="rest"), table, lang=language))
    if scope is None or not targeted or not viewer.may("accept_deviation"):
        return
    _accept(viewer, scope, targeted, names)
    if own := [deviation for deviation in seen if viewer.scope.covers(deviation.region)]:
        _withdraw(viewer, own, names)


def _line(deviation: Deviation, names: Names, language: Language) -> tuple[object, ...]:
    return (
        lookups.place_name(deviation.region, language),
        names.indicator(deviation.indicator, language),
        formats.month(deviation.since, language),
        formats.date(deviation.until, language),
        deviation.reason,
        deviation.document,
    )


def _accept(viewer: Viewer, scope: Scope, targeted: Sequence[str], names: Names) -> None:
    """Of the region and from the month that the page shows."""
    language = viewer.language
    with (
        st.expander(say("deviation.accept", language), key="deviation_open"),
        st.form(key="deviation_accept", border=False),
    ):
        indicators = {id_: names.indicator(id_, language) for id_ in targeted}
        indicator = picker.single(say("deviation.indicator", language), indicators, "deviation", "indicator")
        months = {month: formats.month(month, language) for month in reversed(Period(scope.history).months)}
        first = Period(scope.period).first_month
        since = picker.single(say("deviation.since", language), months, "deviation", "since", first)
        until = st.date_input(
            say("deviation.until", language),
            min_value=run.today(),
            format="DD/MM/YYYY",
            key=acts.field("deviation", "until"),
        )
        reason = st.text_input(say("deviation.reason", language), max_chars=500, key=acts.field("deviation", "reason"))
        document = st.text_input(
            say("deviation.document", language), max_chars=120, key=acts.field("deviation", "document")
        )
        sent = st.form_submit_button(say("deviation.accept", language), key=acts.button("deviation_accept_send"))
    if sent:
        home = run.home()
        draft = Deviation(indicator, scope.region, since, until, reason, document)
        acts.perform(
            viewer,
            "accept_deviation",
            lambda: deviations.accept(home, viewer.scope, viewer.shown_name, draft),
            scope.region,
            form="deviation",
        )


def _withdraw(viewer: Viewer, standing: Sequence[Deviation], names: Names) -> None:
    language = viewer.language
    with (
        st.expander(say("deviation.withdraw", language), key="deviation_withdraw_open"),
        st.form(key="deviation_withdraw", border=False),
    ):
        titles = {act.seq: names.indicator(act.indicator, language) for act in standing}
        numbered = picker.numbered(titles, language)
        seq = picker.standing(say("deviation.which", language), numbered, "deviation_withdraw", "seq", language)
        reason = st.text_input(
            say("deviation.why", language), max_chars=500, key=acts.field("deviation_withdraw", "reason")
        )
        sent = st.form_submit_button(say("deviation.withdraw", language), key=acts.button("deviation_withdraw_send"))
    if sent:
        home = run.home()
        acts.perform(
            viewer,
            "accept_deviation",
            lambda: deviations.withdraw(home, viewer.scope, viewer.shown_name, picker.chosen(seq), reason),
            form="deviation_withdraw",
        )
