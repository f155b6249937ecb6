"""The office's own settings: the home's name and languages, its letterhead, whom codes are asked of, and the like."""

import streamlit as st

from access.identity.viewer import Viewer
from access.sessions import audit_log
from data.errors import SetupError, error_text
from data.settings import home_config
from data.settings.home_config import Settings
from pages.components.forms import acts, fields, picker
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
    fields.fill("settings", {acts.field("settings", name): text for name, text in _texts(settings).items()})
    note = tag("p", say("admin.settings_note", language), class_="aside")
    st.html(tag("section", tag("h2", say("admin.settings", language)), note, lang=language))
    frame.translate_uploader(language, "upload.browse_hint_plain")  # its own limit stands in its label
    with st.form(key="settings"):
        home_words = _home_words(settings, language)
        office = _office(language)
        picture = st.file_uploader(say("admin.settings_logo", language), PICTURES, key=acts.field("settings", "logo"))
        rules = _rules(settings, language)
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


def _texts(settings: Settings) -> dict[str, str]:
    """What each field of text shows of the settings in force, by its name."""
    letterhead, licence = settings.letterhead, settings.licence
    return {
        "name": settings.name or "",
        "lines": "\n".join(letterhead.lines if letterhead else ()),
        **{part: getattr(letterhead, part, None) or "" for part in PARTS},
        **{f"licence_{part}": getattr(licence, part, None) or "" for part in TERMS},
    }


def _home_words(settings: Settings, language: Language) -> Changes:
    """What the home is called, and the languages of its screens."""
    name = st.text_input(
        say("admin.settings_name", language), max_chars=NAME_LENGTH, key=acts.field("settings", "name")
    )
    spoken = picker.several(
        say("admin.settings_languages", language),
        {code: say(f"admin.settings_language_{code}", language) for code in LANGUAGES},
        "settings",
        "languages",
        say("admin.settings_language_needed", language),
        settings.languages,
    )
    return {"name": one_line(name).strip(), "languages": spoken}


def _office(language: Language) -> Changes:
    """The letterhead of documents, and the licence of data."""
    lines = st.text_area(say("admin.settings_lines", language), max_chars=600, key=acts.field("settings", "lines"))
    written = [text for line in lines.splitlines() if (text := one_line(line).strip())][:LINES_AT_MOST]
    return {
        **{f"letterhead.{part}": _line(part, language) for part in PARTS},
        **{f"licence.{part}": _line(f"licence_{part}", language) for part in TERMS},
        "letterhead.lines": written,
    }


def _line(name: str, language: Language) -> str:
    """One line of a part of the settings."""
    text = st.text_input(say(f"admin.settings_{name}", language), max_chars=200, key=acts.field("settings", name))
    return one_line(text).strip()


def _rules(settings: Settings, language: Language) -> Changes:
    """Whom codes are asked of, and how files with errors are taken."""
    careful = picker.several(
        say("admin.settings_codes", language),
        lookups.role_names(language),
        "settings",
        "codes",
        say("admin.settings_nobody", language),
        settings.second_factor,
    )
    choices = {choice: say(f"admin.settings_{choice}", language) for choice in WITH_ERRORS}
    with_errors = picker.single(
        say("admin.settings_errors", language), choices, "settings", "errors", settings.files_with_errors
    )
    return {"second_factor": careful, "files_with_errors": with_errors}
