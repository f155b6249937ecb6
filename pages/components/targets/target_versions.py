"""Versions of the targets: which there are, and what differs between any two."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from access.identity.viewer import Viewer
from data import clock
from data.home import Home
from data.ledger import setting_versions
from data.ledger.entries import Entry
from data.settings import yaml_reader
from data.settings.target_diff import Change, between
from pages.components.html.markup import Markup, plain_table, tag
from pages.components.runtime import run
from reports.terminal import target_lines
from reports.terminal.target_lines import Names
from text import formats
from text.words import Language, say

TITLES = ("indicator", "for_place", "from_month", "old", "new", "decree", "note")
NOW = 0
"""Stands for the file in force when the ledger does not hold it yet."""


def draw(viewer: Viewer, names: Names) -> None:
    """Two pickers and the table of what differs."""
    home, language = run.home(), viewer.language
    st.html(tag("section", tag("h2", say("target.versions", language)), lang=language))
    versions = {entry.seq: entry for entry in setting_versions.target_versions(home)}
    unregistered = "targets" in setting_versions.changed(home)
    options = [*([NOW] if unregistered and versions else []), *reversed(versions)]
    if len(options) < 2:
        texts = _of(versions[options[0]], language) if options else {}
        text = say("target.versions_one" if options else "target.versions_none", language, **texts)
        st.html(tag("p", text, class_="aside", lang=language))
        return

    def named(seq: int) -> str:
        return say("target.version_now", language) if seq == NOW else _named(versions[seq], language)

    left, right = st.columns(2)
    with left:
        older = st.selectbox(say("target.older", language), options, 1, named, key="target_older")
    with right:
        newer = st.selectbox(say("target.newer", language), options, 0, named, key="target_newer")
    st.html(changes(_between(home, versions, older, newer), names, viewer))


def changes(listed: Sequence[Change], names: Names, viewer: Viewer) -> Markup:
    """What differs, one line a change; other regions' lines are left out."""
    language = viewer.language
    seen = [one for one in listed if one.region is None or viewer.may_see(one.region) or viewer.may_see(None)]
    if not seen:
        return tag("p", say("target.changes_none", language), lang=language)
    lines = [_line(one, names, language) for one in seen]
    titles = [say(f"target.{title}", language) for title in TITLES]
    return tag("div", plain_table(titles, lines, language), class_="targets findings versions")


def in_force(home: Home, language: Language) -> str:
    """Which version is in force, since when and by whom."""
    version, versions = setting_versions.version(home, "targets"), setting_versions.target_versions(home)
    if not versions or "targets" in setting_versions.changed(home):
        return say("target.version_file", language, version=version)
    return say("target.version", language, version=version, **_of(versions[-1], language))


def _line(one: Change, names: Names, language: Language) -> tuple[object, ...]:
    about = "" if one.about == "target" else f"{say(f'target.about_{one.about}', language)}: "
    return (
        names.indicator(one.indicator, language),
        names.place(one.region, one.service, language),
        target_lines.since(one, language),
        about + target_lines.part(one, one.old, names, language),
        about + target_lines.part(one, one.new, names, language),
        one.decree or say("target.none", language),
        target_lines.remark(one, language),
    )


def _between(home: Home, versions: dict[int, Entry], older: int, newer: int) -> tuple[Change, ...]:
    """What differs; between neighbours also which months were over when the newer one entered."""
    paths = [home.targets if seq == NOW else versions[seq].folder / setting_versions.TARGETS for seq in (older, newer)]
    old, new = map(yaml_reader.load, paths)
    order = list(versions)
    neighbours = NOW not in (older, newer) and order.index(newer) == order.index(older) + 1
    return between(old, new, versions[newer].when[:7] if neighbours else None)


def _of(entry: Entry, language: Language) -> dict[str, object]:
    when = clock.as_written(datetime.fromisoformat(entry.when))
    return {"seq": entry.seq, "who": entry.who, "moment": formats.moment(when, language)}


def _named(entry: Entry, language: Language) -> str:
    return say("target.version_option", language, **_of(entry, language))
