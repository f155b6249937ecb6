"""An act on accounts from a form: the right asked again, a refusal in words under it, and what was done said once."""

from collections.abc import Callable

import streamlit as st

from access.identity.errors import AccessError
from access.identity.viewer import Viewer
from data.errors import CapaianError
from pages.components.forms import acts
from pages.components.runtime import authorisation, errors
from text.words import Language, say

DONE = "account_act_done"


def perform(viewer: Viewer, right: str, act: Callable[[], object], done: str, is_seen: bool = True) -> None:
    """Do it and draw the page anew with the sentence `done`; what is refused stands where the form is."""
    try:
        authorisation.require(viewer, right)
        acts.require_seen(is_seen)
        with acts.unbroken():
            act()
            st.session_state[DONE] = done
    except AccessError as fault:
        st.error(errors.plain(fault_text(fault, viewer.language)))
    except CapaianError as error:
        st.error(errors.plain(error.message(viewer.language)))
    else:
        st.rerun()


def show_done() -> None:
    """What the last act did, once."""
    if (done := st.session_state.pop(DONE, None)) is not None:
        st.success(errors.plain(done), icon=":material/check:")


def fault_text(fault: AccessError, language: Language) -> str:
    """The sentence of a fault of accounts."""
    return say(f"access.fault.{fault.key}", language, **fault.params)
