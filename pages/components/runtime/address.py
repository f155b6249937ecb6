"""The address holds the view: pickers whose choice is kept in the query (periode, wilayah, indikator, bahasa)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st

from access.identity.viewer import chosen_language
from data.settings import home_config
from pages.components.runtime import run
from text.words import LANGUAGES, Language, say

Choice = TypeVar("Choice", bound=str)
VIEW = ("periode", "wilayah", "indikator", "banding", "bahasa")
"""What travels with the reader to every page; `access/web/page_navigation.js` adds the same to the menu."""
KEYS = (*VIEW, "bagian")
"""What an ordinary link on a page keeps."""
_STATED: ContextVar[Mapping[str, str] | None] = ContextVar("stated", default=None)
CASES = "#bukti"
"""The place of the records on Hambatan: what a link to a part brings into view."""


@contextmanager
def standing_at(query: Mapping[str, str]) -> Iterator[None]:
    """What is drawn inside, outside a run of Streamlit, stands at that query."""
    before = _STATED.set(query)
    try:
        yield
    finally:
        _STATED.reset(before)


@contextmanager
def of_this_run() -> Iterator[None]:
    """What is drawn inside asks Streamlit once what the address is, not for every link: only callbacks change it."""
    with standing_at(st.query_params.to_dict()):
        yield


def query() -> Mapping[str, str]:
    """All of what the address asks for."""
    stated = _STATED.get()
    return st.query_params.to_dict() if stated is None else stated


def requested(key: str) -> str | None:
    """What the address asks for under `key`, unchecked; None when it asks for nothing."""
    return query().get(key) or None


def requested_language() -> Language | None:
    """The language of the address; None when none or an unknown one is asked for."""
    wanted = requested("bahasa")
    return next((language for language in LANGUAGES if language == wanted), None)


def language() -> Language:
    """The language of the address, the first of the home's when it asks for none of them."""
    return chosen_language(home_config.languages(run.home()), requested_language())


def checked(key: str, options: Sequence[Choice], default: Choice) -> Choice:
    """The asked value when it is one of the options, else the default."""
    wanted = requested(key)
    return next((option for option in options if option == wanted), default)


def notice(key: str, options: Sequence[str], shown: str, language: Language) -> str | None:
    """A kind word when the address asks for something that does not exist; the asked text is never repeated."""
    wanted = requested(key)
    return say(f"notice.{key}", language, shown=shown) if wanted is not None and wanted not in options else None


def tell(*notices: str | None) -> None:
    """The notices there are, in one box."""
    if said := [notice for notice in notices if notice]:
        st.info("\n\n".join(said), icon=":material/info:")


def pick(key: str, label: str, options: Sequence[str], value: str, show: Callable[[str], str]) -> None:
    """A select box that stands at `value` and writes the reader's choice into the address.

    Its words are made now: Streamlit asks for them again when no run is on, and so no home is shown.
    """
    shown = {option: show(option) for option in options}
    st.session_state[_widget(key)] = value
    st.selectbox(
        label,
        options,
        key=_widget(key),
        format_func=shown.__getitem__,
        on_change=_remember,
        args=(key,),
        label_visibility="collapsed",
    )


def write(key: str, label: str) -> None:
    """A field whose text is kept in the address, as a search is."""
    st.session_state[_widget(key)] = requested(key) or ""
    st.text_input(
        label, key=_widget(key), placeholder=label, on_change=_remember, args=(key,), label_visibility="collapsed"
    )


def pick_language(language: Language) -> None:
    """The language switch; none where the home speaks one language."""
    offered = home_config.languages(run.home())
    if len(offered) == 1:
        return
    st.session_state[_widget("bahasa")] = language
    st.segmented_control(
        say("app.notice_language", language),
        offered,
        key=_widget("bahasa"),
        format_func=lambda code: say(f"app.language_{code}", language),
        required=True,
        on_change=_remember,
        args=("bahasa",),
        label_visibility="collapsed",
    )


def link(**changes: str) -> str:
    """The present address with some of its values changed, for an ordinary link."""
    present = {key: value for key in KEYS if (value := requested(key))}
    return "?" + urlencode({**present, **changes})


def to(page: str, **changes: str) -> str:
    """The address of another page with the reader's view, some of its values changed; an empty one is left out."""
    view = {key: value for key in VIEW if key not in changes and (value := requested(key))}
    named = {key: value for key, value in {**changes, **view}.items() if value}
    return f"/{page}" + (f"?{urlencode(named)}" if named else "")


def _remember(key: str) -> None:
    st.query_params[key] = st.session_state[_widget(key)]


def _widget(key: str) -> str:
    return f"pick_{key}"
