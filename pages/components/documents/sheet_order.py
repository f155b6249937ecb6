"""One page of PDF of the present view: an indicator of a place and period, issued like every document."""

import streamlit as st

from pages.components.documents import issued_file
from pages.components.layout.filters import Scope
from reports.content.options import Options
from text.words import say


def draw(scope: Scope, indicator: str) -> None:
    """The button that issues the sheet; the finished file is offered for this view only."""
    if not scope.viewer.may("export"):
        return
    options = Options(scope.period, scope.region, "indikator", "pdf", scope.language, indicator)
    place = f"sheet {scope.period} {scope.region} {scope.language} {indicator}"
    with st.container(key="sheet_order", horizontal=True, vertical_alignment="center", gap="small"):
        label = say("sheet_order.issue", scope.language)
        if st.button(label, icon=":material/picture_as_pdf:", key="sheet_issue"):
            issued_file.make(scope.viewer, options, place)
        issued_file.offer(place, scope.language)
