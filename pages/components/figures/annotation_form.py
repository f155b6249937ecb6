"""A small form that writes an annotation into the ledger."""

import streamlit as st

from access.identity.viewer import Viewer
from data import home as homes
from metrics.acts import annotations
from metrics.acts.annotations import Annotation
from metrics.catalogue.indicators import Indicator
from metrics.periods import Period
from pages.components.layout.filters import Scope
from pages.components.runtime import act
from text.words import say


def draw(viewer: Viewer, scope: Scope, indicator: Indicator) -> None:
    """What happened in a month, for this indicator or for all; a refusal stands under the form."""
    language = viewer.language
    with st.expander(say("indicator_page.annotate", language)):
        with st.form(key="annotation", border=False):
            month = st.text_input(say("indicator_page.month", language), Period(scope.period).last_month)
            text = st.text_input(say("indicator_page.what", language), max_chars=300)
            every = st.checkbox(say("indicator_page.every", language))
            rebase = st.checkbox(
                say("indicator_page.rebase", language), help=say("indicator_page.rebase_help", language)
            )
            sent = st.form_submit_button(say("follow_up.save", language))
        if sent:
            draft = Annotation(month, text, None if every else indicator.id, scope.region, rebase)
            home = homes.from_environment()
            act.do(viewer, "annotate", lambda: annotations.annotate(home, viewer.scope, viewer.shown_name, draft))
