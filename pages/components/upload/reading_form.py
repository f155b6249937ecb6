"""How each file is to be read, asked of the analyst: whose header is which column, fixed values, dates, decimals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.identity.viewer import Viewer
from data.errors import SetupError
from data.intake.columns import missing_columns, survey_items
from data.intake.source import period_claims, profile_files
from data.intake.source.profiles import Profile
from data.intake.source.sheet import Sheet
from data.schema import kinds
from data.schema.kinds import Column, Kind
from pages.components.forms import picker
from pages.components.html.markup import tag
from pages.components.runtime import errors
from pages.components.upload import fixed_values, header_form, save_profile, shape_form, table_location, word_form
from pages.components.upload.form import Form
from pages.components.upload.pick import pick
from pages.components.upload.shapes import choice
from pages.components.upload.trial import Dropped
from reports.content import kind_words
from text.words import say

ORDERS = ("dmy", "mdy", "ymd")
MARKS = {",": "comma", ".": "point"}
LETTERS = ("worst_first", "best_first")
UNSUR_ORDERS = {"regulation": ("pengaduan", "sarana"), "questionnaire": ("sarana", "pengaduan")}
"""What U8 and U9 may be."""


@dataclass(frozen=True)
class Read:
    """A file with its profile as overruled, and the form it was overruled on with room below it (None: no form)."""

    file: Dropped
    form: Form | None
    below: DeltaGenerator


def draw(
    viewer: Viewer, kind: Kind, base: Profile, region: str | None, files: Sequence[Dropped], period: str | None = None
) -> list[Read]:
    """A form for each file, and what was chosen on it; a sheet that is read too follows its file, without a form.

    What was mapped by hand for one file is where the next with the same headers begins; values for all rows are not
    handed on, for region and month are what such files differ in.
    """
    learned: dict[tuple[str, ...], Profile] = {}
    read = []
    for file in files:
        sheet = table_location.sheet_of(kind, base, file)
        start = learned.get(sheet.headers, base) if sheet else base
        chosen, form = _chosen(viewer, kind, start, region, file, len(files) > 1, period)
        handed = {part: getattr(chosen, part) for part in choice.HANDED_ON}
        if sheet and any(getattr(base, part) != value for part, value in handed.items()):
            learned.setdefault(sheet.headers, base.model_copy(update=handed))
        sheets = _sheets(form, chosen)
        below = st.container()
        for nth, name in enumerate(sheets):
            of_sheet = replace(file, profile=chosen.model_copy(update={"sheet": name}), sheet=name)
            read.append(Read(of_sheet, None if nth else form, below))
        if not sheets:
            read.append(Read(replace(file, profile=chosen), form, below))
    return read


def _sheets(form: Form | None, chosen: Profile) -> tuple[str, ...]:
    """Every sheet to be read, where those with the same headers are to be read too; else none is named."""
    if form is None or chosen.sheet is not None or not form.sheet.name or not form.sheet.others:
        return ()
    label = say("upload.sheets_too", form.language, sheets=", ".join(form.sheet.others))
    chosen_all = st.checkbox(label, value=chosen.every_sheet, key=form.key("sheets"))
    return (form.sheet.name, *form.sheet.others) if chosen_all else ()


def _chosen(
    viewer: Viewer, kind: Kind, base: Profile, region: str | None, file: Dropped, several: bool, period: str | None
) -> tuple[Profile, Form | None]:
    language = viewer.language
    placed = table_location.placed(kind, base, file)
    sheet = table_location.sheet_of(kind, placed, file)
    if sheet is None and table_location.unread(kind, base, file):
        return base, None  # nothing in it can be read: the preview tells why
    form = Form(viewer, kind, placed, region, file, sheet or Sheet((), 1), period)
    missing = [column for column, _ in form.found.missing] if sheet else []
    title = say("upload.reading_of", language, file=file.name) if several else say("upload.reading", language)
    unclear = survey_items.unclear_headers(kind, form.sheet.headers, form.found)
    with st.expander(title, expanded=sheet is None or bool(missing) or bool(unclear)):
        lead = st.container()
        table_location.draw(kind, base, file, sheet, language)
        if sheet is None:
            st.html(tag("p", say("upload.place_unreadable", language), class_="verdict missed", lang=language))
            return placed, None
        shaped = choice.draw(form)
        missing = [column for column, _ in form.mapped(shaped).missing]
        with lead:
            _lead(form, missing)
            _other_kind(form, missing)
        named = _unsur(form, unclear)
        chosen = header_form.draw(form, shaped, missing)
        chosen = chosen.model_copy(update={"columns": {**chosen.columns, **named}})
        chosen = fixed_values.draw(form, chosen)
        chosen = _overruled(form, chosen)
        chosen = shape_form.draw(form, chosen)
        chosen = word_form.applied(form, chosen)
        if chosen != base:
            chosen = chosen.model_copy(update={"name": ""})
            try:
                profile_files.check(file.name, kind, chosen)
            except SetupError as error:
                st.error(errors.plain(error.message(language)), icon=":material/error:")
                return placed, form
            save_profile.draw(form, chosen)
    return chosen, form


def _lead(form: Form, missing: Sequence[Column]) -> None:
    language = form.language
    names = ", ".join(column.header for column in missing)
    text = say("upload.reading_missing", language, columns=names) if missing else None
    headers = ", ".join(header_form.shown(form.sheet.headers, language).values()) or say("upload.none", language)
    st.html(
        tag(
            "section",
            tag("p", text or say("upload.reading_complete", language), class_="verdict missed" if missing else None),
            tag("p", say("upload.headers_found", language, headers=headers), class_="aside"),
            lang=language,
        )
    )


def _other_kind(form: Form, missing: Sequence[Column]) -> None:
    """A button to the kind whose headers these are, where the chosen one lacks some."""
    claim = period_claims.of_file(form.file.name, form.sheet.name, form.period, form.sheet.title)
    if missing and (other := missing_columns.other_kind(form.kind, form.sheet.headers, form.region, claim)):
        label = say("upload.other_kind", form.language, kind=kind_words.name(kinds.kind(other), form.language))
        st.button(label, key=form.key("other_kind"), on_click=_choose, args=(other,))


def _choose(kind: str) -> None:
    picker.stand("upload", "kind", kind)


def _unsur(form: Form, unclear: Mapping[int, str]) -> dict[str, str]:
    """Columns that only say U8 and U9: which is which is asked, never taken from their place; header → unsur."""
    if not unclear:
        return {}
    language = form.language
    headers = ", ".join(header for _, header in sorted(unclear.items()))
    orders = {"": say("upload.unsur_unsaid", language)}
    orders |= {order: say(f"upload.unsur_{order}", language) for order in UNSUR_ORDERS}
    label = say("upload.unsur_order", language, headers=headers)
    order = st.selectbox(label, list(orders), key=form.key("unsur_order"), format_func=orders.__getitem__)
    meant = dict(zip((8, 9), UNSUR_ORDERS[order], strict=True)) if order else {}
    return {unclear[n]: unsur_name for n, unsur_name in meant.items() if n in unclear}


def _overruled(form: Form, chosen: Profile) -> Profile:
    language = form.language
    automatic = say("upload.decided", language)
    orders = {"": automatic} | {order: say(f"upload.date_{order}", language) for order in ORDERS}
    marks = {"": automatic} | {mark: say(f"upload.mark_{name}", language) for mark, name in MARKS.items()}
    left, right = st.columns(2)
    with left:
        order = pick(form, "date_order", orders, chosen.date_order)
    with right:
        mark = pick(form, "decimal_mark", marks, chosen.decimal_mark)
    chosen = chosen.model_copy(update={"date_order": order or None, "decimal_mark": mark or None})
    if not any(column.type == "score" for column in form.kind.columns):
        return chosen
    meanings = {name or "": say(f"upload.letters_{name or 'unsaid'}", language) for name in (None, *LETTERS)}
    return chosen.model_copy(update={"letters": pick(form, "letters", meanings, chosen.letters) or None})
