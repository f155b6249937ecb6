"""Taking an upload back, with a reason."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from access.identity.viewer import Viewer
from data import clock
from data.intake.receipt import Receipt
from data.ledger import entries
from data.ledger.entries import Entry
from data.schema import kinds
from metrics.cells import build
from pages.components.forms import acts, picker
from pages.components.html.markup import tag
from pages.components.runtime import run
from reports.content import kind_words
from text import formats
from text.words import Language, say

LISTED = 20


def draw(viewer: Viewer) -> None:
    """A small form that lists the latest uploads open to the viewer; nothing when there is none."""
    home, language = run.home(), viewer.language
    listed = [entry for entry in entries.standing(entries.entries(home)) if viewer.may_see(entry.what.get("region"))]
    if not listed:
        return
    latest = {entry.seq: entry for entry in reversed(listed[-LISTED:])}
    with st.expander(say("upload.undo", language), key="undo_open"):
        st.html(tag("p", say("upload.undo_note", language), class_="aside", lang=language))
        with st.form(key="undo_form", border=False):
            names = {seq: _named(entry, language) for seq, entry in latest.items()}
            seq = picker.standing(say("upload.undo_entry", language), names, "undo", "seq", language)
            reason = st.text_input(say("upload.undo_reason", language), key=acts.field("undo", "reason"))
            asked = st.form_submit_button(say("upload.undo_button", language), key=acts.button("undo_button"))
        if asked and not reason.strip():
            st.error(say("upload.undo_reason_missing", language))
        elif asked:
            with st.spinner(say("upload.saving", language)):
                acts.perform(
                    viewer,
                    "undo",
                    lambda: _undo(viewer, picker.chosen(seq), reason),
                    form="undo",
                )


def offer(receipts: Sequence[Receipt]) -> None:
    """Let the form stand at what was just stored, where that is one file."""
    stored = [receipt.seq for receipt in receipts if receipt.seq is not None]
    picker.stand("undo", "seq", stored[0] if len(stored) == 1 else None)


def _undo(viewer: Viewer, seq: int, reason: str) -> None:
    home = run.home()
    entry = entries.undo(home, seq, viewer.shown_name, reason)
    build.catch_up(home)
    st.session_state[acts.DONE] = say("upload.undo_done", viewer.language, seq=seq, by=entry.seq)
    st.session_state.pop("upload_receipts", None)


def _named(entry: Entry, language: Language) -> str:
    when = clock.as_written(datetime.fromisoformat(entry.when))
    return say(
        "upload.undo_option",
        language,
        seq=entry.seq,
        kind=kind_words.name(kinds.kind(entry.kind), language),
        file=entry.what.get("file", ""),
        moment=formats.moment(when, language),
        rows=formats.number(entry.what["counts"]["accepted"], language),
    )
