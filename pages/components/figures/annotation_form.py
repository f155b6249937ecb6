"""Small forms on the chart of an indicator: one writes an annotation into the ledger, one takes it back."""

from collections.abc import Sequence

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts import annotations
from metrics.acts.annotations import Annotation
from metrics.catalogue.indicators import Indicator
from metrics.periods import Period
from pages.components.forms import acts, picker
from pages.components.layout.filters import Scope
from pages.components.runtime import run
from text import formats
from text.words import say


def draw(viewer: Viewer, scope: Scope, indicator: Indicator, noted: Sequence[Annotation]) -> None:
    """Forms for what happened in a month, and for what was noted in error; a refusal stands under the form."""
    _annotate(viewer, scope, indicator)
    if standing := annotations.withdrawable(viewer.scope, noted):
        _withdraw(viewer, standing)


def _annotate(viewer: Viewer, scope: Scope, indicator: Indicator) -> None:
    language = viewer.language
    with st.expander(say("indicator_page.annotate", language), key="annotation_open"):
        with st.form(key="annotation", border=False):
            last = Period(scope.period).last_month
            key = acts.field("annotation", f"month_{last}")
            month = st.text_input(say("indicator_page.month", language), last, key=key)
            key = acts.field("annotation", "text")
            text = st.text_input(say("indicator_page.what", language), max_chars=300, key=key)
            every = st.checkbox(say("indicator_page.every", language), key=acts.field("annotation", "every"))
            rebase = st.checkbox(
                say("indicator_page.rebase", language),
                help=say("indicator_page.rebase_help", language),
                key=acts.field("annotation", "rebase"),
            )
            sent = st.form_submit_button(say("follow_up.save", language), key=acts.button("annotation_send"))
        if sent:
            draft = Annotation(month, text, None if every else indicator.id, scope.region, rebase)
            home = run.home()
            acts.perform(
                viewer,
                "annotate",
                lambda: annotations.annotate(home, viewer.scope, viewer.shown_name, draft),
                form="annotation",
            )


def _withdraw(viewer: Viewer, standing: Sequence[Annotation]) -> None:
    language = viewer.language
    with st.expander(say("indicator_page.withdraw", language), key="withdrawal_open"):
        with st.form(key="withdrawal", border=False):
            names = {
                note.seq: say(
                    "indicator_page.note", language, month=formats.month(note.month, language), text=note.text
                )
                for note in standing
            }
            numbered = picker.numbered(names, language)
            seq = picker.standing(
                say("indicator_page.withdrawn_note", language), numbered, "withdrawal", "seq", language
            )
            reason = st.text_input(
                say("indicator_page.withdraw_reason", language),
                max_chars=500,
                help=say("indicator_page.withdraw_help", language),
                key=acts.field("withdrawal", "reason"),
            )
            sent = st.form_submit_button(
                say("indicator_page.withdraw_send", language), key=acts.button("withdrawal_send")
            )
        if sent:
            home = run.home()
            acts.perform(
                viewer,
                "annotate",
                lambda: annotations.withdraw(home, viewer.scope, viewer.shown_name, picker.chosen(seq), reason),
                form="withdrawal",
            )
