"""An act of the ledger from a form: the right is asked, then it is done, and the page is drawn anew."""

from collections.abc import Callable

import streamlit as st

from access.identity.viewer import Viewer
from data.errors import CapaianError
from pages.components.runtime import authorisation, errors


def do(viewer: Viewer, right: str, act: Callable[[], object], *regions: str | None) -> None:
    """Do it; a refusal stands under the form, with everything typed still in place."""
    try:
        authorisation.require(viewer, right, *regions)
        act()
    except CapaianError as error:
        st.error(errors.plain(error.message(viewer.language)))
        return
    st.rerun()
