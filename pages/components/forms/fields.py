"""Fields of a form over one thing that stands, which others change too."""

from collections.abc import Mapping

import streamlit as st


def fill(name: str, values: Mapping[str, object]) -> None:
    """Put what is in force into fields, by their keys; once it has changed, into those that the reader has not touched.

    `name` is of the thing the form is about. What has not changed is put nowhere anew, for a browser may hold typed
    text that it has not sent yet.
    """
    before, state = st.session_state.get(f"in_force_{name}", {}), st.session_state
    for key, value in values.items():
        if key not in state or (value != before.get(key) and state[key] == before.get(key)):
            state[key] = value
    state[f"in_force_{name}"] = values
