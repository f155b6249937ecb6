"""Issuing a document from a page: the finished file waits in the reader's own session until it is taken away."""

import tempfile
from pathlib import Path

import streamlit as st

from access.identity.viewer import Viewer
from access.sessions import audit_log
from pages.components.forms import acts
from pages.components.html.markup import tag
from pages.components.layout.filters import Scope
from pages.components.runtime import run
from reports.content.options import Options
from reports.lifecycle import issue
from text.words import Language, say

WRITTEN = "document_written"
"""Where a document was just issued, told once."""


def make(viewer: Viewer, options: Options, place: str, form: str) -> None:
    """Issue the document, keep its file in the session under `place`, draw anew; a refusal stands under the form."""

    def issued() -> None:
        with st.status(say("document_page.writing", viewer.language)), tempfile.TemporaryDirectory() as folder:
            home = run.home()
            path = issue.issue(home, viewer.scope, options, viewer.shown_name, Path(folder))
            st.session_state[place] = (path.name, path.read_bytes())
            st.session_state[WRITTEN] = place
            audit_log.note(home.root, "export", viewer.shown_name, path.name)

    acts.perform(viewer, "export", issued, options.region, form=form)


def forget(place: str) -> None:
    """Nothing is offered there any more."""
    st.session_state.pop(place, None)


def offer(place: str, language: Language) -> None:
    """The file of that place and its download, when there is one."""
    if place not in st.session_state:
        return
    if st.session_state.get(WRITTEN) == place:
        del st.session_state[WRITTEN]
        st.status(say("document_page.written", language), state="complete")
    name, content = st.session_state[place]
    st.html(tag("p", say("document_page.ready", language, name=name), class_="verdict", lang=language))
    st.download_button(say("document_page.download", language), content, name, on_click="ignore", key=f"{place}_file")


def order_button(scope: Scope, indicator: str) -> None:
    """The button that issues the sheet; the finished file is offered for this view only."""
    if not scope.viewer.may("export"):
        return
    options = Options(scope.period, scope.region, "indikator", "pdf", scope.language, indicator)
    place = f"sheet {scope.period} {scope.region} {scope.language} {indicator}"
    with st.container(key="sheet_order", horizontal=True, vertical_alignment="center", gap="small"):
        label = say("sheet_order.issue", scope.language)
        if st.button(label, icon=":material/picture_as_pdf:", key=acts.button("sheet_issue")):
            make(scope.viewer, options, place, "sheet")
        offer(place, scope.language)
