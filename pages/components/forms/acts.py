"""Acts from a form: right, picks and what was seen are asked again; refusals in words under it, what was done once."""

import hashlib
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar, cast

import streamlit as st

from access.identity.errors import AccessError
from access.identity.viewer import Viewer
from data.errors import CapaianError, RefusedError, error_text
from data.ledger import setting_versions
from metrics.scorecard.workspace import freshness
from pages.components.runtime import authorisation, errors, run, streamlit_internals

Preview = TypeVar("Preview")
ACTS = "acts_done"
"""How many acts the session has done."""
SENT = "form_sent"
"""How many acts the session has done by a form."""
UNOFFERED = "form_unoffered"
"""The pickers of a form that were sent with what they do not offer."""
DONE = "act_sentence"
"""What the last act did, in words, until a page has shown it."""
TURN = "act_turn"
"""The lock of the session that an act is done under."""


def button(name: str) -> str:
    """The key of a button that acts: a new one after each act, so that the second click of two finds no button."""
    return f"{name}_{st.session_state.get(ACTS, 0)}"


def field(form: str, name: str) -> str:
    """The key of a field: a new one after each act of its form, so that what was sent stands in it no more."""
    return f"{form}_{name}_{st.session_state.get(f'{SENT}_{form}', 0)}"


@contextmanager
def unbroken() -> Iterator[None]:
    """An act, done to its end and counted, whatever is pressed meanwhile: the run of that press waits (`settled`)."""
    with _turn():
        # The last word at which this run can end. It is asked behind the turn: a press that came before it may have
        # found nothing to wait for, and its run will act; one that comes after it waits.
        done = st.session_state.get(ACTS, 0)
        with streamlit_internals.uninterrupted():
            yield
            st.session_state[ACTS] = done + 1


def settled() -> None:
    """Before a page is drawn: an act that the session is still at comes to its end, so that the page shows it."""
    with _turn():
        pass


def _turn() -> threading.Lock:
    turn: threading.Lock = st.session_state.setdefault(TURN, threading.Lock())
    return turn


def seen(key: str, what: object) -> bool:
    """Whether who acts has seen this: the page as it was drawn before showed the same.

    A form is read, then sent, and others act in between; so a fingerprint of what an act rests on, by its `repr`, is
    remembered at every run.
    """
    name, now = f"seen_{key}", hashlib.sha256(repr(what).encode()).hexdigest()
    before, st.session_state[name] = st.session_state.get(name), now
    return bool(before == now)


def preview(key: str, about: Hashable, attempt: Callable[[], Preview]) -> Preview:
    """What an act would do, tried once and remembered until the home, a setting or what it is `about` changes."""
    home = run.home()
    moment = about, freshness(home), setting_versions.of_office(home)
    before = st.session_state.get(key)
    if before is None or before[0] != moment:
        before = st.session_state[key] = (moment, attempt())
    return cast(Preview, before[1])


def require_seen(is_seen: bool) -> None:
    """Before an act: RefusedError when what it rests on is no longer what its form was sent with."""
    if not is_seen:
        raise RefusedError(error_text("changed_since_seen"))


def note_offered(form: str, name: str, is_offered: bool) -> None:
    """Remember of a picker whether what was sent is offered there, for the act that may follow in this run."""
    unoffered: set[str] = st.session_state.setdefault(f"{UNOFFERED}_{form}", set())
    (unoffered.discard if is_offered else unoffered.add)(name)


def _require_offered(form: str) -> None:
    """Before an act: RefusedError when a picker of its form was sent with what it does not offer."""
    if st.session_state.get(f"{UNOFFERED}_{form}"):
        raise RefusedError(error_text("nothing_chosen"))


def attempt(
    viewer: Viewer, right: str, what: Callable[[], object], *regions: str | None, form: str, is_seen: bool = True
) -> bool:
    """What a form asks for, and whether it was done; what is refused stands under it, with everything typed."""
    try:
        authorisation.require(viewer, right, *regions)
        _require_offered(form)
        require_seen(is_seen)
        what()
    except (AccessError, CapaianError) as error:
        st.error(errors.plain(errors.sentence(error, viewer.language)))
        return False
    return True


def perform(
    viewer: Viewer,
    right: str,
    act: Callable[[], object],
    *regions: str | None,
    form: str,
    is_seen: bool = True,
    done: str | None = None,
) -> None:
    """An act from a form, as `attempt`; then the page anew, which says `done`, and every `field` of the form afresh."""

    def to_its_end() -> None:
        with unbroken():
            act()
            st.session_state[f"{SENT}_{form}"] = st.session_state.get(f"{SENT}_{form}", 0) + 1
            if done is not None:
                st.session_state[DONE] = done
            st.session_state.pop(authorisation.RIGHTS, None)  # it may have been about the own account

    if attempt(viewer, right, to_its_end, *regions, form=form, is_seen=is_seen):
        st.rerun()


def show_done() -> None:
    """What the last act did, once."""
    if (done := st.session_state.pop(DONE, None)) is not None:
        st.success(errors.plain(done), icon=":material/check:")
