"""A choice of one word out of few, on the form of a file."""

from collections.abc import Mapping

import streamlit as st

from pages.components.upload.form import Form
from text.words import say


def pick(form: Form, name: str, options: Mapping[str, str], value: str | None) -> str:
    """The option chosen, its label and key by the name; `value` stands there at first."""
    place = list(options).index(value or "")
    label = say(f"upload.{name}", form.language)
    picked = st.selectbox(label, list(options), place, key=form.key(name), format_func=options.__getitem__)
    return str(picked or "")
