"""Naming the choices made on the form and keeping them as an import profile for next month."""

import streamlit as st

from data.errors import RefusedError, error_text
from data.intake.source import period_claims, profile_files
from data.intake.source.profiles import Profile
from pages.components.forms import acts, picker
from pages.components.runtime import run
from pages.components.upload import fixed_values
from pages.components.upload.form import Form
from text.words import say


def draw(form: Form, chosen: Profile) -> None:
    """A name and a button; a refusal stands below them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = acts.field("profile", form.key("name"))
        name = st.text_input(say("upload.profile_name", form.language), key=key, max_chars=40).strip()
        key = acts.button(form.key("save"))
        sent = st.button(say("upload.profile_save", form.language), key=key)
    if sent:
        acts.perform(form.viewer, "load", lambda: _save(form, chosen, name), form="profile")


def _save(form: Form, chosen: Profile, name: str) -> None:
    home = run.home()
    if not profile_files.NAME.fullmatch(name):
        raise RefusedError(error_text("upload.profile_bad_name"))
    if name in profile_files.names(home) and st.session_state.get(acts.field("upload", "profile")) != name:
        raise RefusedError(error_text("upload.profile_exists", name=name))
    profile_files.save(home, name, lasting(form, chosen))
    picker.stand("upload", "profile", name)
    sentence = "profile_saved" if lasting(form, chosen).constants == chosen.constants else "profile_saved_undated"
    st.session_state[acts.DONE] = say(f"upload.{sentence}", form.language, name=name)


def lasting(form: Form, chosen: Profile) -> Profile:
    """What is as true next month: no month or day for all rows, and no sheet that is named after its month."""
    dated = {name for c in form.kind.columns if c.type in fixed_values.WRITTEN for name in (c.header, c.name)}
    constants = {name: value for name, value in chosen.constants.items() if name not in dated}
    sheet = None if chosen.sheet and period_claims.is_of_a_period(chosen.sheet) else chosen.sheet
    months = chosen.months_across
    if months and months.year:
        months = months.model_copy(update={"year": None}) if months.value else None
    return chosen.model_copy(update={"constants": constants, "sheet": sheet, "months_across": months})
