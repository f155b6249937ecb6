"""Two small forms: one step of a region, sent the very way of an upload; and a confirmation of what is known."""

import csv
import io

import streamlit as st

from access.viewer import Viewer
from data import clock, kinds
from data import home as homes
from data.errors import CapaianError
from metrics import confirmations
from metrics.confirmations import Confirmation
from metrics.coverage import RegionPath
from pages.components import entrance, failures, source, trying
from pages.components.trying import Asked, Dropped
from text.words import Language, say

KIND = "milestones"
SAVED = "milestone_saved"
"""The number of the entry just made, told once the page shows it."""


def draw(viewer: Viewer, path: RegionPath | None) -> None:
    """The forms the viewer may use, standing at the region that the page shows."""
    if (seq := st.session_state.pop(SAVED, None)) is not None:
        st.success(say("coverage.form_saved", viewer.language, seq=seq))
    if viewer.may("declare"):
        _step(viewer, path.region if path else None)
    if viewer.may("confirm_milestone") and path is not None and path.told_by and not path.confirmed_by:
        _confirmation(viewer, path.region)


def _step(viewer: Viewer, region: str | None) -> None:
    language, names = viewer.language, source.milestones(viewer.language)
    codes = [one.code for one in source.regions(viewer)]
    with st.expander(say("coverage.form", language)), st.form(key="milestone_form", border=False):
        left, right = st.columns(2)
        place = left.selectbox(
            say("coverage.form_region", language),
            codes,
            codes.index(region) if region in codes else 0,
            format_func=lambda code: source.place_name(code, language),
        )
        step = right.selectbox(
            say("coverage.form_step", language), list(names), format_func=names.__getitem__, key="milestone_step"
        )
        hint = say("coverage.form_date_help", language)
        planned = left.text_input(
            say("coverage.form_planned", language), help=hint, max_chars=20, key="milestone_planned"
        )
        happened = right.text_input(
            say("coverage.form_happened", language), help=hint, max_chars=20, key="milestone_happened"
        )
        document = left.text_input(say("coverage.form_document", language), max_chars=120, key="milestone_document")
        note = right.text_input(say("coverage.form_note", language), max_chars=500)
        sent = st.form_submit_button(say("coverage.form_send", language), type="primary")
    if sent:
        _send(viewer, place, {"milestone": step, "planned_on": planned, "happened_on": happened}, document, note)


def _send(viewer: Viewer, region: str, step: dict[str, str], document: str, note: str) -> None:
    """One row as a file of its kind; what the checks of an upload find stands under the form."""
    language = viewer.language
    entrance.require(viewer, "declare", region)
    row = {"region_code": region, **step, "document_no": document, "note": note}
    dropped = Dropped(f"{KIND}-{region}-{step['milestone']}.csv", _file(row))
    asked = Asked(kinds.kind(KIND), region, who=viewer.shown_name, demo=viewer.demo)
    [receipt] = trying.store(homes.from_environment(), asked, [dropped], lambda *_: None)
    for problem in receipt.problems:
        st.error(failures.plain(problem.message(language)))
    if receipt.seq is not None:
        st.session_state[SAVED] = receipt.seq
        st.rerun()


def _file(row: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerow(row)
    return text.getvalue().encode("utf-8")


def _confirmation(viewer: Viewer, region: str) -> None:
    language = viewer.language
    title = say("coverage.confirm", language, region=source.place_name(region, language))
    with st.expander(title), st.form(key="confirmation_form", border=False):
        st.caption(say("coverage.confirm_lead", language))
        left, right = st.columns(2)
        document = left.text_input(
            say("coverage.confirm_document", language), max_chars=120, key="confirmation_document"
        )
        on = right.date_input(say("coverage.confirm_date", language), max_value=clock.today(), format="DD/MM/YYYY")
        sent = st.form_submit_button(say("coverage.confirm_send", language), type="primary")
    if sent:
        _confirm(viewer, Confirmation(region, document, on), language)


def _confirm(viewer: Viewer, draft: Confirmation, language: Language) -> None:
    try:
        entrance.require(viewer, "confirm_milestone", draft.region)
        confirmations.confirm(homes.from_environment(), viewer.scope, viewer.shown_name, draft)
    except CapaianError as error:
        st.error(failures.plain(error.message(language)))
        return
    st.rerun()
