"""The empty home: what to do first, with the commands and templates at hand."""

import streamlit as st

from access.identity.viewer import Viewer
from data.schema import kinds
from pages.components.html.markup import plain_table, tag
from pages.components.layout import filters, frame
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, run
from text.words import Language, say

DEMO = "python cli.py demo"
LOAD = "python cli.py load {file} --kind {kind}"


def no_data_yet(viewer: Viewer) -> None:
    """A friendly page of three steps."""
    language = viewer.language
    title, lead = tag("h1", say("empty.title", language)), tag("p", say("empty.lead", language), class_="rest")
    with st.container(key="empty"):
        st.html(tag("header", title, lead, class_="headline", lang=language))
        _step("empty.step_try", language, DEMO)
        _step("empty.step_load", language, *_load_commands(language))
        for kind in _kinds():
            _columns(kind, language)
        _step("empty.step_targets", language)
        home = run.home().root.name
        st.html(tag("p", say("empty.home", language, home=home), class_="aside", lang=language))


def template(kind: str) -> bytes:
    """An empty file of that kind as CSV: the headers, and one example row to write over."""
    columns = kinds.kind(kind).columns
    rows = ([column.header for column in columns], [column.example for column in columns])
    lines = [",".join(map(_cell, row)) + "\r\n" for row in rows]
    return ("\ufeff" + "".join(lines)).encode()


def _step(key: str, language: Language, *commands: str) -> None:
    title, note = tag("h2", say(key, language)), tag("p", say(f"{key}_note", language))
    st.html(tag("section", title, note, lang=language))
    for command in commands:
        st.code(command, language="bash", wrap_lines=True)


def _load_commands(language: Language) -> list[str]:
    return [LOAD.format(file=say("empty.file_example", language), kind=kind) for kind in _kinds()]


def _kinds() -> tuple[str, ...]:
    """The kinds of upload that an office starts with; the others come with the upload page."""
    return ("transactions", "surveys")


def _columns(kind: str, language: Language) -> None:
    named = say(f"empty.kind_{kind}", language)
    with st.expander(say("empty.columns", language, kind=named)):
        titles = [say(f"empty.{name}", language) for name in ("column", "need", "about", "example")]
        lines = [
            (
                tag("code", column.header),
                say("empty.required" if column.required else "empty.optional", language),
                column.about[language],
                column.example,
            )
            for column in kinds.kind(kind).columns
        ]
        st.html(plain_table(titles, lines, language))
        st.download_button(
            say("empty.template", language, kind=named),
            data=lambda: template(kind),
            file_name=f"{kind}.csv",
            mime="text/csv",
            on_click="ignore",
        )


def _cell(text: str) -> str:
    return f'"{text}"' if "," in text or '"' in text else text


def opened(viewer: Viewer) -> Scope | None:
    """The scope the bar stands at; None when the home is empty and has been told so."""
    if figures.head() == 0:
        with frame.bar(viewer):
            address.pick_language(viewer.language)
        no_data_yet(viewer)
        return None
    return filters.scope(viewer)
