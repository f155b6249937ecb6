"""Setting a new version of the targets: every fault by its line, a preview of what changes, and the act itself."""

import streamlit as st

from access.identity.viewer import Viewer
from data.ledger.setting_versions import TARGETS
from metrics.cells import build
from metrics.change_control.target_revision import Weighed, establish, weigh
from metrics.targets import json_schema
from pages.components.forms import acts
from pages.components.html.markup import plain_table, tag
from pages.components.html.status_mark import mark
from pages.components.layout import frame
from pages.components.runtime import errors, run
from pages.components.targets import target_versions
from reports.terminal import target_lines
from reports.terminal.target_lines import Names
from text import formats
from text.words import Language, say

TITLES = ("member", "indicator", "old", "new")
FILE_TYPES = ("yaml", "yml")


def draw(viewer: Viewer, names: Names) -> None:
    """Downloads, the upload, and what would become of it; nothing for those who may not set targets."""
    if not viewer.may("set_targets"):
        return
    language = viewer.language
    heading, note = say("target.set", language), say("target.set_note", language)
    st.html(tag("h2", heading, class_="step", lang=language))
    st.html(tag("p", note, class_="aside", lang=language))
    _downloads(language)
    frame.translate_uploader(language)
    dropped = st.file_uploader(say("target.set_file", language), FILE_TYPES, key=acts.field("targets", "file"))
    if dropped is not None:
        with errors.shown(language):
            _preview(viewer, names, dropped.getvalue())


def _downloads(language: Language) -> None:
    home = run.home()
    with st.container(horizontal=True):
        st.download_button(
            say("target.set_download", language),
            data=lambda: home.targets.read_bytes(),
            file_name=TARGETS,
            mime="application/yaml",
            on_click="ignore",
        )
        st.download_button(
            say("target.set_schema", language),
            data=lambda: json_schema.text().encode(),
            file_name=json_schema.FILE.name,
            mime="application/schema+json",
            on_click="ignore",
        )


def _preview(viewer: Viewer, names: Names, content: bytes) -> None:
    language, weighed = viewer.language, _weighed(content, viewer.language)
    if weighed.faults:
        title = say("target.refused", language, count=len(weighed.faults))
        lines = [tag("li", fault.message(language)) for fault in weighed.faults]
        st.html(tag("section", tag("h3", title, class_="missed"), tag("ul", *lines, class_="facts"), lang=language))
        return
    title = say("target.preview", language, count=len(weighed.changes))
    st.html(tag("section", tag("h3", title), target_versions.changes(weighed.changes, names, viewer), lang=language))
    _statuses(weighed, names, language)
    is_seen = acts.seen("targets", weighed)
    if st.button(say("target.put", language), key="target_put", type="primary"):
        acts.perform(
            viewer,
            "set_targets",
            lambda: _put(viewer, content),
            is_seen=is_seen,
            form="targets",
        )


def _put(viewer: Viewer, content: bytes) -> None:
    with st.spinner(say("target.saving", viewer.language)):
        home = run.home()
        entry = establish(home, content, viewer.shown_name)
        build.catch_up(home)
    st.session_state[acts.DONE] = say("target.done", viewer.language, seq=entry.seq)
    st.session_state.pop("target_weighed", None)


def _weighed(content: bytes, language: Language) -> Weighed:
    """The version looked at once, and remembered until it or the home changes."""

    def look() -> Weighed:
        with st.spinner(say("target.checking", language)):
            return weigh(run.home(), content)

    return acts.preview("target_weighed", content, look)


def _statuses(weighed: Weighed, names: Names, language: Language) -> None:
    if weighed.period is None:
        st.html(tag("p", say("target.statuses_no_data", language), lang=language))
        return
    values = {"period": formats.period(weighed.period, language)}
    if not weighed.statuses:
        st.html(tag("p", say("target.statuses_none", language, **values), lang=language))
        return
    lines = [
        (
            target_lines.member(one, names, language),
            names.indicator(one.after.indicator, language),
            mark(one.before.status, language),
            mark(one.after.status, language),
        )
        for one in weighed.statuses
    ]
    table = plain_table([say(f"target.{title}", language) for title in TITLES], lines, language)
    title = tag("h3", say("target.statuses", language, **values, count=len(lines)))
    st.html(tag("section", title, tag("div", table, class_="targets findings"), lang=language))
