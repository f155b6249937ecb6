"""Where in a file its table stands: the sheet and the row of the headers, found or chosen."""

import zlib
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

import streamlit as st

from data.errors import RefusedError
from data.intake.columns import preview_grid
from data.intake.shapes import cell_forms
from data.intake.shapes.cell_forms import CellForms
from data.intake.source.profiles import Profile
from data.intake.source.sheet import HEADER_SEARCH_ROWS, Sheet
from data.schema.kinds import Kind
from pages.components.upload import trial
from pages.components.upload.trial import Dropped
from text.words import Language, say

Answer = TypeVar("Answer")
KEPT = 40
"""So many sheets found are remembered in a session: a few files and the choices made on them."""


def placed(kind: Kind, base: Profile, file: Dropped) -> Profile:
    """The profile with the sheet and header row chosen on the page for this file, where they were."""
    sheet = st.session_state.get(_key(kind, base, file, "sheet"))
    row = st.session_state.get(_key(kind, base, file, "header_row"))
    return base.model_copy(update={"sheet": sheet or base.sheet, "header_row": int(row) if row else base.header_row})


def sheet_of(kind: Kind, profile: Profile, file: Dropped) -> Sheet | None:
    """The headers found, remembered for the session; None when there are none."""
    key = (kind.kind, profile.model_dump_json(), file.fingerprint)
    return _remembered("upload_sheets", key, file, lambda path: preview_grid.headers(path, kind, profile))


def forms_of(kind: Kind, profile: Profile, file: Dropped) -> CellForms | None:
    """What the cells of the file look like, remembered for the session; None when it cannot be read."""
    key = (kind.kind, profile.sheet, profile.header_row, file.fingerprint)
    return _remembered("upload_forms", key, file, lambda path: cell_forms.look(path, kind, profile))


def _remembered(name: str, key: Hashable, file: Dropped, read: Callable[[Path], Answer]) -> Answer | None:
    """What is read of a file, once a session for a key; None when it is refused."""
    remembered: dict[Hashable, Answer | None] = st.session_state.setdefault(name, {})
    if key not in remembered:
        with trial.on_disk([file]) as [path]:
            try:
                answer = read(path)
            except RefusedError:
                answer = None
        while len(remembered) >= KEPT:
            remembered.pop(next(iter(remembered)))
        remembered[key] = answer
    return remembered[key]


def agencies_of_names(kind: Kind, profile: Profile, file: Dropped, service: str, agency: str) -> dict[str, list[str]]:
    """Name of each service that several agencies use in the file → these agencies."""
    with trial.on_disk([file]) as [path]:
        return cell_forms.agencies_of_names(path, kind, profile, service, agency)


def unread(kind: Kind, base: Profile, file: Dropped) -> bool:
    """Whether nothing of the file can be read, whatever sheet and row are chosen."""
    return sheet_of(kind, _anywhere(base), file) is None


def draw(kind: Kind, base: Profile, file: Dropped, sheet: Sheet | None, language: Language) -> None:
    """Ask for the sheet, where there are several, and for the row of the headers; blank is as found."""
    anywhere = sheet_of(kind, _anywhere(base), file)
    if anywhere is None:
        return
    left, right = st.columns(2)
    if len(anywhere.visible) > 1:
        automatic = say("upload.automatic", language, header=base.sheet or anywhere.name or "")
        with left:
            st.selectbox(
                say("upload.sheet", language),
                ["", *anywhere.visible],
                key=_key(kind, base, file, "sheet"),
                format_func=lambda name: name or automatic,
            )
    with right if len(anywhere.visible) > 1 else left:
        st.number_input(
            say("upload.header_row", language),
            min_value=1,
            max_value=HEADER_SEARCH_ROWS,
            value=None,
            step=1,
            placeholder=say("upload.automatic", language, header=(sheet or anywhere).header_row),
            key=_key(kind, base, file, "header_row"),
        )


def _anywhere(base: Profile) -> Profile:
    return base.model_copy(update={"sheet": None, "header_row": None})


def _key(kind: Kind, base: Profile, file: Dropped, name: str) -> str:
    of = (kind.kind, base.sheet, base.header_row, file.fingerprint)
    return f"place_{zlib.crc32(repr(of).encode()):08x}_{name}"
