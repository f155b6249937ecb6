"""Naming the choices made on the form and keeping them as an import profile for next month."""

import streamlit as st

from data.errors import CapaianError
from data.home import Home
from data.intake.source import period_claims, profile_files
from data.intake.source.profiles import Profile
from pages.components.runtime import run
from pages.components.upload import fixed_values
from pages.components.upload.form import Form
from text.words import say


def draw(form: Form, chosen: Profile) -> None:
    """A name and a button; what was refused is told below them."""
    name_key = form.key("profile_name")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(say("upload.profile_name", form.language), key=name_key, max_chars=40)
        args = (run.home(), form, chosen, name_key)
        st.button(say("upload.profile_save", form.language), key=form.key("save"), on_click=_save, args=args)
    refused = st.session_state.get("upload_profile_refused")
    if refused and refused[0] == name_key:
        st.session_state.pop("upload_profile_refused")
        st.error(refused[1])


def _save(home: Home, form: Form, chosen: Profile, name_key: str) -> None:
    name = st.session_state[name_key].strip()
    refused = None
    if not profile_files.NAME.fullmatch(name):
        refused = say("upload.profile_bad_name", form.language)
    elif name in profile_files.names(home) and st.session_state.get("upload_profile") != name:
        refused = say("upload.profile_exists", form.language, name=name)
    else:
        try:
            profile_files.save(home, name, lasting(form, chosen))
        except CapaianError as error:
            refused = error.message(form.language)
    if refused:
        st.session_state["upload_profile_refused"] = (name_key, refused)
        return
    st.session_state["upload_profile"] = name
    told = "profile_saved" if lasting(form, chosen).constants == chosen.constants else "profile_saved_undated"
    st.session_state["upload_told"] = say(f"upload.{told}", form.language, name=name)


def lasting(form: Form, chosen: Profile) -> Profile:
    """What is as true next month: no month or day for all rows, and no sheet that is named after its month."""
    dated = {name for c in form.kind.columns if c.type in fixed_values.WRITTEN for name in (c.header, c.name)}
    constants = {name: value for name, value in chosen.constants.items() if name not in dated}
    sheet = None if chosen.sheet and period_claims.is_of_a_period(chosen.sheet) else chosen.sheet
    months = chosen.months_across
    if months and months.year:
        months = months.model_copy(update={"year": None}) if months.value else None
    return chosen.model_copy(update={"constants": constants, "sheet": sheet, "months_across": months})
