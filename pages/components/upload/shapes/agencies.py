"""Names of services that several agencies use: which service is meant by each of them."""

from collections.abc import Mapping

import streamlit as st

from data.intake.shapes.cell_forms import CellForms
from data.intake.shapes.offers import Offers
from data.intake.source.profile_parts import ServiceByAgency
from data.intake.source.profiles import Profile
from pages.components.html.markup import tag
from pages.components.runtime import errors
from pages.components.upload import fixed_values, table_location
from pages.components.upload.form import Form
from pages.components.upload.pick import pick
from text.words import say


def draw(form: Form, chosen: Profile, forms: CellForms, offers: Offers) -> Profile:
    """The profile with the services by agency; none of it until a service is chosen."""
    language, before = form.language, form.profile.service_by_agency
    headers = {"": say("upload.join_none", language)} | {header: header for header in forms.headers if header}
    service, agency = (before.service, before.agency) if before else offers.service_and_agency or (None, None)
    left, right = st.columns(2)
    with left:
        of_service = pick(form, "agencies_service", headers, service)
    with right:
        of_agency = pick(form, "agencies_agency", headers, agency)
    if not of_service or not of_agency or of_service == of_agency:
        return chosen.model_copy(update={"service_by_agency": None})
    shared = table_location.agencies_of_names(form.kind, form.profile, form.file, of_service, of_agency)
    codes_before: Mapping[str, Mapping[str, str]] = before.codes if before else {}
    names = {**{name: list(by) for name, by in codes_before.items()}, **shared}
    if not names:
        st.html(tag("p", say("upload.agencies_none", language), class_="aside", lang=language))
    codes = {name: _codes(form, name, by_agency, codes_before.get(name, {})) for name, by_agency in names.items()}
    codes = {name: by_agency for name, by_agency in codes.items() if by_agency}
    by = ServiceByAgency(service=of_service, agency=of_agency, codes=codes) if codes else None
    return chosen.model_copy(update={"service_by_agency": by})


def _codes(form: Form, name: str, agencies: list[str], before: Mapping[str, str]) -> dict[str, str]:
    known = fixed_values.options(form, form.kind.column("service_code"))
    shown = {"": say("upload.word_none", form.language)} | known
    codes: dict[str, str] = {}
    for row in range(0, len(agencies), 2):
        for box, agency in zip(st.columns(2), agencies[row : row + 2], strict=False):
            label = errors.plain(say("upload.agencies_pair", form.language, service=name, agency=agency))
            place = list(shown).index(before.get(agency, "")) if before.get(agency, "") in shown else 0
            with box:
                key = form.key(f"agencies_{name}_{agency}")
                code = st.selectbox(label, list(shown), place, key=key, format_func=shown.__getitem__)
            if code:
                codes[agency] = code
    return codes
