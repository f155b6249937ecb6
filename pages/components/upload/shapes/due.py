"""A due day computed from a number of days, of the file or one for all."""

import streamlit as st

from data.intake.shapes.cell_forms import CellForms
from data.intake.shapes.offers import Offers
from data.intake.source.profile_parts import Due
from data.intake.source.profiles import Profile
from pages.components.upload.form import Form
from pages.components.upload.pick import pick
from text.words import say

LONGEST = 999


def draw(form: Form, chosen: Profile, forms: CellForms, offers: Offers) -> Profile:
    """The profile with its due day; none of it until the days are chosen."""
    before = form.profile.due or offers.due
    moments = {column.header: column.header for column in form.kind.columns if column.type == "moment"}
    complete = form.kind.column("complete_at").header
    headers = [forms.headers[place] for place in sorted(forms.lengths)]
    if before and isinstance(before.days, str) and before.days not in headers:
        headers.append(before.days)
    listed = {"": say("upload.due_one", form.language)} | {header: header for header in headers}
    ways = {"yes": say("upload.due_working_yes", form.language), "no": say("upload.due_working_no", form.language)}
    boxes = st.columns(2)
    with boxes[0]:
        header = pick(form, "due_days", listed, before.days if before and isinstance(before.days, str) else None)
    days = header or _number(form, before)
    with boxes[1]:
        after = pick(form, "due_after", moments, before.after if before else complete)
        working = pick(form, "due_working", ways, "no" if before and not before.working else "yes") == "yes"
    due = Due(after=after, days=days, working=working) if days else None
    return chosen.model_copy(update={"due": due})


def _number(form: Form, before: Due | None) -> int | None:
    label = say("upload.due_number", form.language)
    first = before.days if before and isinstance(before.days, int) else None
    return st.number_input(label, min_value=1, max_value=LONGEST, value=first, step=1, key=form.key("due_number"))
