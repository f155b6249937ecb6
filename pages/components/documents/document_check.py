"""A document in hand: whether it is as it was issued, and its figures computed again from the ledger of then."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import streamlit as st

from access.identity.viewer import Viewer
from pages.components.forms import acts
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.runtime import errors, run
from reports.content.options import SUFFIX
from text.words import Language, say

LONGEST_NAME = 80
BEGINS = {"deriving": 0.05, "writing": 0.7, "comparing": 0.95}
"""Stage → how much of computing a document again is done when it begins."""


def draw(viewer: Viewer) -> None:
    """A field for the file and a button for each question; nothing for who may not reproduce a document."""
    if not viewer.may("reproduce"):
        return
    language = viewer.language
    note = tag("p", say("document_page.in_hand_note", language), class_="aside")
    st.html(tag("section", tag("h2", say("document_page.in_hand", language)), note, lang=language))
    frame.translate_uploader(language)
    types = sorted({suffix.rpartition(".")[2] for suffix in SUFFIX.values()})
    dropped = st.file_uploader(say("document_page.in_hand_file", language), types, key="document_in_hand")
    with st.container(horizontal=True):
        verify = st.button(say("document_page.verify", language), disabled=dropped is None)
        reproduce = st.button(say("document_page.reproduce", language), disabled=dropped is None)
    if dropped is not None and (verify or reproduce):
        _answer(viewer, dropped.name, dropped.getvalue(), reproduce)


@contextlib.contextmanager
def _bar(language: Language) -> Iterator[Callable[[str], object]]:
    """How far a document is computed again; gone when it is done. The records of then take most of the time."""
    place = st.empty()

    def tell(stage: str) -> None:
        place.progress(BEGINS[stage], say(f"document_page.stage_{stage}", language))

    try:
        yield tell
    finally:
        place.empty()


def _answer(viewer: Viewer, name: str, content: bytes, again: bool) -> None:
    """The very sentences of the terminal; what differs is named."""
    from reports.lifecycle import answers  # what reads all kinds of files need not be held by every server

    language, home, lines, is_proven = viewer.language, run.home(), list[str](), True

    def answer() -> None:
        nonlocal lines, is_proven
        computing = say("document_page.computing", language)
        with st.spinner(computing), _bar(language) as tell, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{Path(name).stem[:LONGEST_NAME]}{Path(name).suffix.lower()}"
            path.write_bytes(content)
            if again:
                lines = answers.reproduction(home, path, language, tell)
            else:
                lines, is_proven = answers.verification(home, path, (), language)

    if not acts.attempt(viewer, "reproduce", answer, None, form="document_in_hand"):
        return
    text = "\n\n".join(map(errors.plain, lines))
    if is_proven:
        st.success(text, icon=":material/verified:")
    else:
        st.warning(text, icon=":material/help:")
