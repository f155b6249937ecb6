"""The office's own settings: the home's name and languages, its letterhead, whom codes are asked of, and the like."""

import streamlit as st

from access.identity import roles
from access.identity.viewer import Viewer
from access.sessions import audit_log
from data.errors import SetupError, error_text
from data.settings import home_config
from pages.components.accounts import account_act
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.runtime import lookups, run
from reports.lifecycle import office_settings
from text.one_line import one_line
from text.words import LANGUAGES, say

PARTS = ("address", "contact", "place", "classification")
TERMS = ("name", "url")
WITH_ERRORS = ("accept_good_rows", "refuse_file")
PICTURES = ("png", "jpg", "jpeg", "svg")
LINES_AT_MOST = 6
NAME_LENGTH = 120


def draw(viewer: Viewer) -> None:
    """The form, filled with what is in force."""
    language, home = viewer.language, run.home()
    settings = home_config.settings(home)
    letterhead = settings.letterhead
    note = tag("p", say("admin.settings_note", language), class_="aside")
    st.html(tag("section", tag("h2", say("admin.settings", language)), note, lang=language))
    frame.translate_uploader(language, "upload.browse_hint_plain")  # its own limit stands in its label
    with st.form(key="settings"):
        name = st.text_input(
            say("admin.settings_name", language),
            settings.name or "",
            max_chars=NAME_LENGTH,
            key="settings_name",
        )
        spoken = st.multiselect(
            say("admin.settings_languages", language),
            LANGUAGES,
            settings.languages,
            format_func=lambda code: say(f"admin.settings_language_{code}", language),
            key="settings_languages",
            placeholder=say("admin.settings_language_needed", language),
        )
        lines = st.text_area(
            say("admin.settings_lines", language),
            "\n".join(letterhead.lines if letterhead else ()),
            max_chars=600,
            key="settings_lines",
        )
        parts = {
            part: st.text_input(
                say(f"admin.settings_{part}", language),
                getattr(letterhead, part, None) or "",
                max_chars=200,
                key=f"settings_{part}",
            )
            for part in PARTS
        }
        terms = {
            part: st.text_input(
                say(f"admin.settings_licence_{part}", language),
                getattr(settings.licence, part, None) or "",
                max_chars=200,
                key=f"settings_licence_{part}",
            )
            for part in TERMS
        }
        picture = st.file_uploader(say("admin.settings_logo", language), PICTURES, key="settings_logo")
        careful = st.multiselect(
            say("admin.settings_codes", language),
            roles.ROLES,
            settings.second_factor,
            format_func=lookups.role_names(language).__getitem__,
            key="settings_codes",
            placeholder=say("admin.settings_nobody", language),
        )
        with_errors = st.selectbox(
            say("admin.settings_errors", language),
            WITH_ERRORS,
            WITH_ERRORS.index(settings.files_with_errors),
            format_func=lambda choice: say(f"admin.settings_{choice}", language),
            key="settings_errors",
        )
        sent = st.form_submit_button(say("admin.settings_save", language))
    if sent:

        def save() -> None:
            if not spoken:
                raise SetupError(error_text("home_languages"))
            written = [text for line in lines.splitlines() if (text := one_line(line).strip())][:LINES_AT_MOST]
            changes: dict[str, object] = {f"letterhead.{part}": one_line(text).strip() for part, text in parts.items()}
            changes |= {f"licence.{part}": one_line(text).strip() for part, text in terms.items()}
            changes |= {"name": one_line(name).strip(), "languages": list(spoken)}
            changes |= {"letterhead.lines": written, "second_factor": list(careful), "files_with_errors": with_errors}
            office_settings.establish(home, changes, picture.getvalue() if picture is not None else None)
            audit_log.note(home.root, "settings_set", viewer.shown_name)

        account_act.perform(viewer, "settings", save, say("admin.settings_done", language))
