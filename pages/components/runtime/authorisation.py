"""The home's door as pages and the server use it; before every act the right is asked again, and what was seen."""

import functools
import hashlib
import threading
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

import streamlit as st

from access.identity import demo_roles as demo
from access.identity import roles
from access.identity.demo_roles import DemoRole
from access.identity.errors import AccessError
from access.identity.scope import alone
from access.identity.viewer import Viewer
from access.sessions import audit_log
from access.sessions.authentication import Door
from data.errors import CapaianError, RefusedError, error_text
from data.home import Home
from data.ledger import entries
from data.settings import home_config, tables
from data.settings.places import closed
from metrics.scorecard.workspace import freshness
from pages.components.runtime import address, errors, run, streamlit_internals

Preview = TypeVar("Preview")
SHOWN_REGION = "11.71"
"""The region of the one-click roles that are bound to one, where the home has it."""
SEEN_AS = "seen_as"
ACTS = "acts_done"
"""How many acts the session has done."""
SENT = "form_sent"
"""How many acts the session has done by a form."""
TURN = "act_turn"
"""The lock of the session that an act is done under."""
CAREFUL = frozenset({roles.AUDITOR, roles.ADMINISTRATOR})


def door(home: Home) -> Door:
    """The door of a home."""
    demo_roles_of, careful = functools.partial(demo_roles, home), functools.partial(_with_second_factor, home)
    return Door(
        home.root,
        demo_roles_of,
        careful,
        functools.partial(_subtree, home),
        functools.partial(home_config.languages, home),
    )


def _subtree(home: Home, region: str) -> tuple[str, ...] | None:
    """A place with all that lies in it; while the table of places cannot be read, that place alone."""
    try:
        return closed(home, region)
    except CapaianError:
        return alone(region)


def _with_second_factor(home: Home) -> Collection[str]:
    """The roles of which the home demands one; while its settings cannot be read, those that can do most."""
    try:
        return home_config.settings(home).second_factor
    except CapaianError:
        return CAREFUL


def demo_roles(home: Home) -> tuple[DemoRole, ...]:
    """The one-click roles: only while every upload the home ever took is demo data, and there is one."""
    return _demo_roles(str(home.root), *entries.head(home))


@functools.lru_cache(maxsize=8)
def _demo_roles(root: str, seq: int, _fingerprint: str) -> tuple[DemoRole, ...]:
    home = Home(Path(root))
    uploads = [entry for entry in entries.entries(home, seq) if entry.is_upload]
    if not uploads or not all(entry.what.get("demo") for entry in uploads):
        return ()
    regions = [str(code) for code in tables.regions(home)["code"]]
    return demo.offered(SHOWN_REGION if SHOWN_REGION in regions else regions[0])


def present_viewer() -> Viewer | None:
    """Who looks in this run of the script, by the session the gate has told; None when it is over."""
    try:
        viewer = door(run.home()).viewer(streamlit_internals.session_key(), address.requested_language())
    except AccessError:  # the accounts cannot be read: nobody looks
        return None
    if viewer is None or not viewer.may("view_as"):
        return viewer
    return others(viewer).get(st.session_state.get(SEEN_AS, ""), viewer)


def others(viewer: Viewer) -> dict[str, Viewer]:
    """The eyes an administrator may borrow, by name: those of every open account, or of the one-click roles."""
    here = door(run.home())
    listed = here.known().accounts.items()
    known = {name: (name, account.role, account.region) for name, account in listed if not account.disabled}
    known |= {role.value: ("", role.role, role.region) for role in here.one_click()}
    return {
        key: replace(viewer, name=name, role=role, region_scope=here.places_of(region), viewed_by=viewer.shown_name)
        for key, (name, role, region) in known.items()
        if key not in (viewer.name, viewer.role)
    }


def require(viewer: Viewer, act: str, *regions: str | None) -> None:
    """Before an act: RefusedError when the viewer may not (here, or looking through another's eyes).

    A browser can send what no picker offers, so pages ask here and do not rest on what they have drawn.
    """
    if not viewer.may(act) or not all(map(viewer.may_see, regions)):
        audit_log.note(run.home().root, "no_right", viewer.shown_name, act)
        raise RefusedError(error_text("access.no_act"))


def button(name: str) -> str:
    """The key of a button that acts: a new one after each act, so that the second click of two finds no button."""
    return f"{name}_{st.session_state.get(ACTS, 0)}"


def field(form: str, name: str) -> str:
    """The key of a field: a new one after each act of its form, so that what was sent stands in it no more."""
    return f"{form}_{name}_{st.session_state.get(f'{SENT}_{form}', 0)}"


@contextmanager
def unbroken() -> Iterator[None]:
    """An act, done to its end and counted, whatever is pressed meanwhile: the run of that press waits (`settled`)."""
    with _turn(), streamlit_internals.uninterrupted():
        yield
        st.session_state[ACTS] = st.session_state.get(ACTS, 0) + 1


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
    moment = about, freshness(run.home())
    before = st.session_state.get(key)
    if before is None or before[0] != moment:
        before = st.session_state[key] = (moment, attempt())
    return cast(Preview, before[1])


def require_seen(is_seen: bool) -> None:
    """Before an act: RefusedError when what it rests on is no longer what its form was sent with."""
    if not is_seen:
        raise RefusedError(error_text("changed_since_seen"))


def perform(
    viewer: Viewer,
    right: str,
    act: Callable[[], object],
    *regions: str | None,
    is_seen: bool = True,
    form: str | None = None,
) -> None:
    """An act of the ledger from a form, then the page anew; what is refused stands under it, with everything typed.

    Every `field` of the form named is empty afterwards.
    """
    try:
        require(viewer, right, *regions)
        require_seen(is_seen)
        with unbroken():
            act()
            if form is not None:
                st.session_state[f"{SENT}_{form}"] = st.session_state.get(f"{SENT}_{form}", 0) + 1
    except CapaianError as error:
        st.error(errors.plain(error.message(viewer.language)))
        return
    st.rerun()
