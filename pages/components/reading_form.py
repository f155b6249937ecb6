"""How a file is to be read, asked of the analyst: whose header is which column, fixed values, dates, decimals."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from access.viewer import Viewer
from data import home as homes
from data import layout, mapping, profile_files, reference_tables
from data.errors import CapaianError, RefusedError
from data.kinds import Column, Kind
from data.profiles import Profile
from data.reading import Sheet
from pages.components import source, trying
from pages.components.markup import tag
from pages.components.trying import Dropped
from text.words import Language, say

TELLING = re.compile(r"\d{6}|@")
"""A header that looks like a number of a person or an address is a cell of a file without headers: not shown."""
ORDERS = ("dmy", "mdy", "ymd")
MARKS = {",": "comma", ".": "point"}
LISTED = ("region", "service", "choice", "agency")
WRITTEN = ("moment", "date", "month", "period")
"""Types of columns that may have one value for all rows: chosen from a list, or written."""


@dataclass(frozen=True)
class Form:
    """What the choices are made on: a kind, the profile and region chosen above, the headers found."""

    viewer: Viewer
    kind: Kind
    profile: Profile
    region: str | None
    sheet: Sheet

    @property
    def language(self) -> Language:
        return self.viewer.language

    def key(self, name: str) -> str:
        """A widget's key; another file, kind, profile or region starts afresh."""
        of = (self.kind.kind, self.profile.model_dump_json(), self.region, self.sheet.headers)
        return f"map_{zlib.crc32(repr(of).encode()):08x}_{name}"


def profile(viewer: Viewer, kind: Kind, base: Profile, region: str | None, file: Dropped) -> Profile:
    """Draw the form and return the profile as overruled; the base itself when the file has no headers to speak of."""
    sheet = _sheet(kind, base, file)
    if sheet is None:
        return base
    form = Form(viewer, kind, base, region, sheet)
    missing = [column for column, _ in mapping.match(kind, sheet.headers, base, region).missing]
    with st.expander(say("upload.reading", viewer.language), expanded=bool(missing)):
        _lead(form, file, missing)
        chosen = _mapped(form, missing)
        chosen = _fixed(form, chosen)
        chosen = _overruled(form, chosen)
        if chosen != base:
            chosen = chosen.model_copy(update={"name": ""})
            _keep(form, chosen)
    return chosen


def _sheet(kind: Kind, base: Profile, file: Dropped) -> Sheet | None:
    """The headers found, remembered for the session; None when the file cannot be read (the preview tells why)."""
    key = (kind.kind, base.model_dump_json(), file.fingerprint)
    kept = st.session_state.get("upload_sheet")
    if kept is None or kept[0] != key:
        with trying.on_disk([file]) as [path]:
            try:
                found = layout.headers(path, kind, base)
            except RefusedError:
                found = None
        kept = (key, found)
        st.session_state["upload_sheet"] = kept
    return kept[1]


def shown(headers: Sequence[str], language: Language) -> dict[str, str]:
    """Header → how it is shown; one that looks like personal data only by its place."""
    named = {}
    for nth, header in enumerate(headers, start=1):
        if header:
            named[header] = say("upload.header_nth", language, nth=nth) if TELLING.search(header) else header
    return named


def _lead(form: Form, file: Dropped, missing: Sequence[Column]) -> None:
    language = form.language
    names = ", ".join(column.header for column in missing)
    told = say("upload.reading_missing", language, columns=names) if missing else None
    headers = ", ".join(shown(form.sheet.headers, language).values()) or say("upload.none", language)
    st.html(
        tag(
            "section",
            tag("p", told or say("upload.reading_complete", language), class_="verdict missed" if missing else None),
            tag("p", say("upload.headers_found", language, headers=headers), class_="aside"),
            tag("p", say("upload.reading_file", language, file=file.name), class_="aside"),
            lang=language,
        )
    )


def _mapped(form: Form, missing: Sequence[Column]) -> Profile:
    """One select box per column of the template, those missing first."""
    found = mapping.match(form.kind, form.sheet.headers, form.profile, form.region)
    names = shown(form.sheet.headers, form.language)
    ordered = [*missing, *(column for column in form.kind.columns if column not in missing)]
    # Row by row, so that on a phone the boxes keep their order.
    boxes = [box for _ in range(0, len(ordered), 3) for box in st.columns(3)]
    columns = dict(form.profile.columns)
    for i, column in enumerate(ordered):
        automatic = _automatic(form, column, found, names)
        with boxes[i]:
            header = st.selectbox(
                column.header + (" *" if column.required else ""),
                ["", *names],
                key=form.key(column.name),
                format_func=lambda header, automatic=automatic: names.get(header, automatic),
                help=column.about[form.language],
            )
        if header:
            columns = {theirs: ours for theirs, ours in columns.items() if ours not in (column.header, column.name)}
            columns[header] = column.header
    return form.profile.model_copy(update={"columns": columns})


def _automatic(form: Form, column: Column, found: mapping.ColumnMap, names: Mapping[str, str]) -> str:
    if column.name in found.cells:
        header = form.sheet.headers[int(found.cells[column.name][1:])]
        return say("upload.automatic", form.language, header=names.get(header, header))
    if column.name in found.constants:
        return say("upload.automatic_constant", form.language)
    return say("upload.automatic_none", form.language)


def _fixed(form: Form, chosen: Profile) -> Profile:
    """One value for all rows, for required columns that the file lacks."""
    lacking = [column for column, _ in mapping.match(form.kind, form.sheet.headers, chosen, form.region).missing]
    lacking = [column for column in lacking if column.type in LISTED + WRITTEN]
    if not lacking:
        return chosen
    st.html(tag("p", say("upload.constants", form.language), class_="aside", lang=form.language))
    constants = dict(chosen.constants)
    for column in lacking:
        label = say("upload.constant", form.language, column=column.header)
        key = form.key(f"{column.name}_fixed")
        if column.type in LISTED:
            options = _options(form, column)
            none = say("upload.constant_none", form.language)
            value = st.selectbox(
                label, ["", *options], key=key, format_func=lambda code, known=options, none=none: known.get(code, none)
            )
        else:
            value = st.text_input(label, key=key, placeholder=column.example).strip()
        if value:
            constants[column.header] = value
    return chosen.model_copy(update={"constants": constants})


def _options(form: Form, column: Column) -> dict[str, str]:
    """Code → how it is shown."""
    home = homes.from_environment()
    if column.type == "region":
        return {region.code: region.name for region in source.regions(form.viewer)}
    if column.type == "choice":
        return {choice: choice for choice in column.choices}
    table = reference_tables.services(home) if column.type == "service" else reference_tables.agencies(home)
    return {code: f"{code} · {name}" for code, name in zip(table["code"], table["name"], strict=True)}


def _overruled(form: Form, chosen: Profile) -> Profile:
    language = form.language
    automatic = say("upload.decided", language)
    orders = {"": automatic} | {order: say(f"upload.date_{order}", language) for order in ORDERS}
    marks = {"": automatic} | {mark: say(f"upload.mark_{name}", language) for mark, name in MARKS.items()}
    left, right = st.columns(2)
    with left:
        order = _pick(form, "date_order", orders, chosen.date_order)
    with right:
        mark = _pick(form, "decimal_mark", marks, chosen.decimal_mark)
    return chosen.model_copy(update={"date_order": order or None, "decimal_mark": mark or None})


def _pick(form: Form, name: str, options: Mapping[str, str], value: str | None) -> str:
    place = list(options).index(value or "")
    label = say(f"upload.{name}", form.language)
    picked = st.selectbox(label, list(options), place, key=form.key(name), format_func=options.__getitem__)
    return str(picked or "")


def _keep(form: Form, chosen: Profile) -> None:
    """Name the choices and keep them for next month."""
    name_key = form.key("profile_name")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(say("upload.profile_name", form.language), key=name_key, max_chars=40)
        args = (form, chosen, name_key)
        st.button(say("upload.profile_save", form.language), key=form.key("save"), on_click=_save, args=args)
    if told := st.session_state.pop("upload_profile_refused", None):
        st.error(told)


def _save(form: Form, chosen: Profile, name_key: str) -> None:
    home, name = homes.from_environment(), st.session_state[name_key].strip()
    if not profile_files.NAME.fullmatch(name):
        st.session_state["upload_profile_refused"] = say("upload.profile_bad_name", form.language)
    elif name in profile_files.names(home) and st.session_state.get("upload_profile") != name:
        st.session_state["upload_profile_refused"] = say("upload.profile_exists", form.language, name=name)
    else:
        try:
            profile_files.save(home, name, chosen)
        except CapaianError as error:
            st.session_state["upload_profile_refused"] = str(error)
            return
        st.session_state["upload_profile"] = name
        st.session_state["upload_told"] = say("upload.profile_saved", form.language, name=name)
