"""A small form: an office confirms, with a document, what is known of a region's MPP."""

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts import confirmations
from metrics.acts.confirmations import Confirmation
from metrics.mpp.rollout import RegionPath
from pages.components.forms import acts
from pages.components.runtime import lookups, run
from text.words import say


def draw(viewer: Viewer, path: RegionPath | None) -> None:
    """The form for who may confirm, where something is known that nobody has confirmed yet."""
    if path is None or not viewer.may("confirm_milestone") or not path.told_by or path.confirmed_by:
        return
    language = viewer.language
    title = say("coverage.confirm", language, region=lookups.place_name(path.region, language))
    with st.expander(title, key="confirmation_open"), st.form(key="confirmation_form", border=False):
        st.caption(say("coverage.confirm_lead", language))
        left, right = st.columns(2)
        document = left.text_input(
            say("coverage.confirm_document", language), max_chars=120, key=acts.field("confirmation", "document")
        )
        on = right.date_input(
            say("coverage.confirm_date", language),
            max_value=run.today(),
            format="DD/MM/YYYY",
            key=acts.field("confirmation", "on"),
        )
        sent = st.form_submit_button(
            say("coverage.confirm_send", language), type="primary", key=acts.button("confirmation_send")
        )
    if sent:
        draft, home = Confirmation(path.region, document, on), run.home()
        acts.perform(
            viewer,
            "confirm_milestone",
            lambda: confirmations.confirm(home, viewer.scope, viewer.shown_name, draft),
            path.region,
            form="confirmation",
        )
