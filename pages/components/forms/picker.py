"""The choice of one thing that stands, in a form that takes it back, ends it or changes it."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

import streamlit as st

from data.errors import RefusedError, error_text
from text.words import Language, say

K = TypeVar("K", bound=Hashable)


def draw(label: str, names: Mapping[K, str], key: str, language: Language) -> K | None:
    """The chosen one's key; None as long as nothing is chosen, and once what was chosen stands no more.

    Nothing is chosen beforehand: others act too, and where the chosen one has gone since the page was drawn,
    Streamlit puts the default in its place, which would then be acted upon.
    """
    return st.selectbox(
        label,
        list(names),
        None,
        names.__getitem__,
        key=key,
        placeholder=say("choice.placeholder", language),
    )


def numbered(names: Mapping[int, str], language: Language) -> dict[int, str]:
    """Names of acts with the number of their entry before them, so that no two are alike."""
    return {seq: say("choice.numbered", language, seq=seq, name=name) for seq, name in names.items()}


def chosen(key: K | None) -> K:
    """The chosen one's key, of which an act has need; a RefusedError when there is none."""
    if key is None:
        raise RefusedError(error_text("nothing_chosen"))
    return key
