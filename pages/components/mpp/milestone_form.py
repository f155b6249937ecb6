"""One step of a region's path, typed: tried first, then sent the very way of an upload."""

import csv
import io

import streamlit as st

from access.identity.viewer import Viewer
from data.schema import kinds
from metrics.mpp.rollout import RegionPath
from pages.components.forms import acts, picker
from pages.components.layout import region_field
from pages.components.runtime import errors, lookups, run
from pages.components.upload import figure_changes, file_findings
from pages.components.upload import trial as trying
from pages.components.upload.trial import Dropped, Trial, UploadRequest
from text.words import say

KIND = "milestones"
SAVED = "milestone_saved"
"""The number of the entry just made, told once the page shows it."""
CHECKED = "milestone_checked"
"""The step that was checked and may be saved: how it is sent, and its file."""
TRIED = "milestone_tried"
"""What would become of it (`acts.preview`)."""


def draw(viewer: Viewer, path: RegionPath | None) -> None:
    """The form, standing at the region that the page shows, for who may declare."""
    if (seq := st.session_state.pop(SAVED, None)) is not None:
        st.success(say("coverage.form_saved", viewer.language, seq=seq))
    if viewer.may("declare"):
        _step(viewer, path.region if path else None)


def _step(viewer: Viewer, region: str | None) -> None:
    language, names = viewer.language, lookups.milestones(viewer.language)
    with st.expander(say("coverage.form", language), CHECKED in st.session_state, key="milestone_open"):
        with st.form(key="milestone_form", border=False):
            left, right = st.columns(2)
            place = region_field.draw(left, viewer, region, "milestone")
            step = picker.single(say("coverage.form_step", language), names, "milestone", "step", column=right)
            hint = say("coverage.form_date_help", language)
            typed = {
                name: column.text_input(
                    say(f"coverage.form_{label}", language),
                    help=help_,
                    max_chars=length,
                    key=acts.field("milestone", label),
                )
                for column, name, label, help_, length in (
                    (left, "planned_on", "planned", hint, 20),
                    (right, "happened_on", "happened", hint, 20),
                    (left, "document_no", "document", None, 120),
                    (right, "document_on", "document_on", hint, 20),
                    (left, "note", "note", None, 500),
                )
            }
            sent = st.form_submit_button(say("coverage.form_check", language))
        if sent:
            _check(viewer, {"region_code": place, "milestone": step, **typed})
        if CHECKED in st.session_state and viewer.may_see(st.session_state[CHECKED][0].region):
            _preview(viewer, *st.session_state[CHECKED])


def _check(viewer: Viewer, row: dict[str, str]) -> None:
    """Remember the step for the preview; what is refused is looked at no more."""
    st.session_state.pop(CHECKED, None)

    def checked() -> None:
        st.session_state[CHECKED] = _as_file(viewer, row)

    acts.attempt(viewer, "declare", checked, row["region_code"], form="milestone")


def _as_file(viewer: Viewer, row: dict[str, str]) -> tuple[UploadRequest, Dropped]:
    """One row as a file of its kind."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerow(row)
    dropped = Dropped(f"{KIND}-{row['region_code']}-{row['milestone']}.csv", text.getvalue().encode("utf-8"))
    return UploadRequest(kinds.kind(KIND), row["region_code"], who=viewer.shown_name, demo=viewer.demo), dropped


def _trial(viewer: Viewer, request: UploadRequest, dropped: Dropped) -> Trial:
    """The file tried in a copy of the home, and again once the home has changed."""

    def attempt() -> Trial:
        with st.spinner(say("upload.working", viewer.language)):
            return trying.attempt(run.home(), request, [dropped], lambda *_: None)

    return acts.preview(TRIED, (request, dropped), attempt)


def _preview(viewer: Viewer, request: UploadRequest, dropped: Dropped) -> None:
    """What the checks found and what would change; the button that keeps it."""
    language, trial = viewer.language, _trial(viewer, request, dropped)
    [tried] = trial.files
    for problem in tried.receipt.problems:
        tell = st.error if problem.severity == "error" else st.warning
        tell(errors.plain(problem.message(language)))
    if tried.receipt.refused:
        return
    st.html(file_findings.compared(tried, language))
    figure_changes.draw(viewer, trial, request.region)
    is_seen = acts.seen("milestone", trial)
    if st.button(say("coverage.form_send", language), key="milestone_save", type="primary"):
        acts.perform(
            viewer,
            "declare",
            lambda: _store(request, dropped),
            request.region,
            is_seen=is_seen,
            form="milestone",
        )


def _store(request: UploadRequest, dropped: Dropped) -> None:
    [receipt] = trying.store(run.home(), request, [dropped], lambda *_: None)
    st.session_state[SAVED] = receipt.seq
    for name in (CHECKED, TRIED):
        st.session_state.pop(name, None)
