"""Pickers of forms that act: what is sent is one of what they offer, else the act is refused (`acts.attempt`).

Streamlit puts the default in the place of what it does not know, and that would be acted upon: in the place of what a
browser made up, of what others have taken away since, and of what was picked in the other language and sent in this.
"""

from collections.abc import Hashable, Mapping, Sequence
from contextlib import nullcontext
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.errors import RefusedError, error_text
from pages.components.forms import acts, fields
from text.words import Language, say

K = TypeVar("K", bound=Hashable)


def single(
    label: str,
    names: Mapping[K, str],
    form: str,
    name: str,
    default: K | None = None,
    column: DeltaGenerator | None = None,
) -> K:
    """The key of the one that is picked; `default` stands there at first, or the first of all where it is not offered.

    Where a default changes, a picker follows that the reader has not touched.
    """
    key = _read(form, name, names)
    fields.fill(f"{form}_{name}", {key: default if default in names else next(iter(names), None)})
    with column or nullcontext():
        return st.selectbox(label, list(names), format_func=names.__getitem__, key=key)


def standing(label: str, names: Mapping[K, str], form: str, name: str, language: Language) -> K | None:
    """The key of one thing that stands, to be taken back, ended or changed; None as long as nothing is picked.

    Nothing is picked beforehand: the first of all would be acted upon by who overlooks the picker.
    """
    key, placeholder = _read(form, name, names), say("choice.placeholder", language)
    return st.selectbox(label, list(names), None, names.__getitem__, key=key, placeholder=placeholder)


def several(
    label: str,
    names: Mapping[K, str],
    form: str,
    name: str,
    placeholder: str,
    default: Sequence[K] = (),
) -> list[K]:
    """The keys of those that are picked."""
    key = _read(form, name, names)
    fields.fill(f"{form}_{name}", {key: [value for value in default if value in names]})
    return st.multiselect(label, list(names), format_func=names.__getitem__, key=key, placeholder=placeholder)


def stand(form: str, name: str, value: Hashable) -> None:
    """Let a picker stand at something in the next run: in this one it may be drawn already."""
    st.session_state[f"next_{form}_{name}"] = value


def _read(form: str, name: str, names: Mapping[K, str]) -> str:
    """The key of a picker, once what the browser sent was read by every label that the picker has ever shown."""
    key, state = acts.field(form, name), st.session_state
    if f"next_{form}_{name}" in state:
        state[key] = state.pop(f"next_{form}_{name}")
    labels = state.setdefault(f"labels_{form}_{name}", {})
    sent = state.get(key)
    values = sent if isinstance(sent, list) else [] if sent is None else [sent]
    picked = [value if value in names else labels.get(value, value) for value in values]
    acts.note_offered(form, name, all(value in names for value in picked))
    if picked != values:
        state[key] = picked if isinstance(sent, list) else picked[0]
    labels.update({label: value for value, label in names.items()})
    return key


def numbered(names: Mapping[int, str], language: Language) -> dict[int, str]:
    """Names of acts with the number of their entry before them, so that no two are alike."""
    return {seq: say("choice.numbered", language, seq=seq, name=name) for seq, name in names.items()}


def chosen(key: K | None) -> K:
    """The picked one's key, of which an act has need; a RefusedError when there is none."""
    if key is None:
        raise RefusedError(error_text("nothing_chosen"))
    return key
