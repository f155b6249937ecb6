"""The office's own settings: the home's name and languages, its letterhead, whom codes are asked of, and the like."""

import streamlit as st

from access.identity import roles
from access.identity.viewer import Viewer
from access.sessions import audit_log
from data.errors import SetupError, error_text
from data.settings import home_config
from data.settings.home_config import Settings
from pages.components.forms import acts, fields
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.runtime import lookups, run
from reports.lifecycle import office_settings
from text.one_line import one_line
from text.words import LANGUAGES, Language, say

PARTS = ("address", "contact", "place", "classification")
TERMS = ("name", "url")
WITH_ERRORS = ("accept_good_rows", "refuse_file")
PICTURES = ("png", "jpg", "jpeg", "svg")
LINES_AT_MOST = 6
NAME_LENGTH = 120
Changes = dict[str, object]
"""Path of a setting → what it is to be."""


def draw(viewer: Viewer) -> None:
    """The form, filled with what is in force."""
    language, home = viewer.language, run.home()
    settings = home_config.settings(home)
    is_seen = acts.seen("settings", settings)
    fields.fill("settings", _values(settings))
    note = tag("p", say("admin.settings_note", language), class_="aside")
    st.html(tag("section", tag("h2", say("admin.settings", language)), note, lang=language))
    frame.translate_uploader(language, "upload.browse_hint_plain")  # its own limit stands in its label
    with st.form(key="settings"):
        home_words = _home_words(language)
        office = _office(language)
        picture = st.file_uploader(say("admin.settings_logo", language), PICTURES, key="settings_logo")
        rules = _rules(language)
        sent = st.form_submit_button(say("admin.settings_save", language), key=acts.button("settings_send"))
    if sent:

        def save() -> None:
            if not home_words["languages"]:
                raise SetupError(error_text("home_languages"))
            office_settings.establish(
                home, office | home_words | rules, picture.getvalue() if picture is not None else None
            )
            audit_log.note(home.root, "settings_set", viewer.shown_name)

        acts.perform(
            viewer, "settings", save, form="settings", is_seen=is_seen, done=say("admin.settings_done", language)
        )


def _values(settings: Settings) -> dict[str, object]:
    """What each field shows of the settings in force, by its key."""
    letterhead, licence = settings.letterhead, settings.licence
    return {
        "settings_name": settings.name or "",
        "settings_languages": list(settings.languages),
        "settings_lines": "\n".join(letterhead.lines if letterhead else ()),
        **{f"settings_{part}": getattr(letterhead, part, None) or "" for part in PARTS},
        **{f"settings_licence_{part}": getattr(licence, part, None) or "" for part in TERMS},
        "settings_codes": list(settings.second_factor),
        "settings_errors": settings.files_with_errors,
    }


def _home_words(language: Language) -> Changes:
    """What the home is called, and the languages of its screens."""
    name = st.text_input(say("admin.settings_name", language), max_chars=NAME_LENGTH, key="settings_name")
    spoken = st.multiselect(
        say("admin.settings_languages", language),
        LANGUAGES,
        format_func=lambda code: say(f"admin.settings_language_{code}", language),
        key="settings_languages",
        placeholder=say("admin.settings_language_needed", language),
    )
    return {"name": one_line(name).strip(), "languages": list(spoken)}


def _office(language: Language) -> Changes:
    """The letterhead of documents, and the licence of data."""
    lines = st.text_area(say("admin.settings_lines", language), max_chars=600, key="settings_lines")
    written = [text for line in lines.splitlines() if (text := one_line(line).strip())][:LINES_AT_MOST]
    return {
        **{f"letterhead.{part}": _line(f"settings_{part}", language) for part in PARTS},
        **{f"licence.{part}": _line(f"settings_licence_{part}", language) for part in TERMS},
        "letterhead.lines": written,
    }


def _line(key: str, language: Language) -> str:
    """One line of a part of the settings."""
    text = st.text_input(say(f"admin.{key}", language), max_chars=200, key=key)
    return one_line(text).strip()


def _rules(language: Language) -> Changes:
    """Whom codes are asked of, and how files with errors are taken."""
    careful = st.multiselect(
        say("admin.settings_codes", language),
        roles.ROLES,
        format_func=lookups.role_names(language).__getitem__,
        key="settings_codes",
        placeholder=say("admin.settings_nobody", language),
    )
    with_errors = st.selectbox(
        say("admin.settings_errors", language),
        WITH_ERRORS,
        format_func=lambda choice: say(f"admin.settings_{choice}", language),
        key="settings_errors",
    )
    return {"second_factor": list(careful), "files_with_errors": with_errors}
