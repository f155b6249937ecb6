"""The home's door as pages and the server use it: who looks, through whose eyes, and the right asked before an act."""

import functools
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

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
from pages.components.runtime import address, run, streamlit_internals

SHOWN_REGION = "11.71"
"""The region of the one-click roles that are bound to one, where the home has it."""
SEEN_AS = "seen_as"
RIGHTS = "rights_shown"
"""Who looked, and what was open to them, when a page was last drawn."""
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


def rights_changed(viewer: Viewer) -> bool:
    """Whether others have changed what is open to who looks since a page was last drawn; remembered at every run.

    To borrow other eyes is no such change, nor to set up a second factor, nor an act of one's own (`acts.perform`).
    """
    who = viewer.shown_name, st.session_state.get(SEEN_AS, "")
    rights = viewer.name, viewer.role, viewer.region_scope, viewer.viewed_by
    before, st.session_state[RIGHTS] = st.session_state.get(RIGHTS), (who, rights, viewer.must_enrol)
    if before is None or before[0] != who:
        return False
    return bool(before[1] != rights or viewer.must_enrol > before[2])


def was_disabled() -> bool:
    """Whether the account that looked when a page was last drawn is closed now."""
    before = st.session_state.get(RIGHTS)
    try:
        found = door(run.home()).known().find(before[0][0]) if before is not None else None
    except AccessError:
        return False
    return found is not None and found[1].disabled


def require(viewer: Viewer, act: str, *regions: str | None) -> None:
    """Before an act: RefusedError when the viewer may not (here, or looking through another's eyes).

    A browser can send what no picker offers, so pages ask here and do not rest on what they have drawn.
    """
    if not viewer.may(act) or not all(map(viewer.may_see, regions)):
        audit_log.note(run.home().root, "no_right", viewer.shown_name, act)
        raise RefusedError(error_text("access.no_act"))
