"""How far the work on several files is: a bar with words that goes away when it is done."""

import contextlib
from collections.abc import Iterator, Sequence

import streamlit as st

from pages.components.runtime import errors
from pages.components.upload.trial import Dropped, Tell
from text.words import Language, say

PARTS = {"reading": 0.1, "comparing": 0.6, "saving": 0.4, "scoring": 0.8}
"""Stage → how much of the work on a file is done when it begins."""


@contextlib.contextmanager
def bar(files: Sequence[Dropped], language: Language) -> Iterator[Tell]:
    """Draw the bar; what is handed out moves it, told the stage and which file it is."""
    drawn = st.progress(0.0)

    def told(stage: str, nth: int) -> None:
        total, file = len(files), errors.plain(files[nth].shown)
        words = say(f"upload.stage_{stage}", language, file=file, nth=nth + 1, total=total)
        drawn.progress((nth + PARTS[stage]) / total, words)

    try:
        yield told
    finally:
        drawn.empty()
