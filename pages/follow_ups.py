"""Tindak lanjut: what is being done about missed targets, by which office, until when, and what it has done."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts import follow_ups
from metrics.acts.follow_ups import FollowUp
from pages.components.html.markup import Markup, join, tag
from pages.components.layout import frame
from pages.components.layout.filters import Scope
from pages.components.obstacles import follow_up_board, follow_up_detail, follow_up_forms
from pages.components.regions import warnings
from pages.components.regions.warnings import Group
from pages.components.runtime import address, lookups, run
from text import formats
from text.words import Language, say

KEY, PLACE = "tindak", "usulan"


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    language, home, today = viewer.language, run.home(), run.today()
    with frame.bar(viewer):
        address.pick_language(language)
    frame.translate_uploader(language)
    listed = follow_ups.listed(home, viewer.scope)
    groups = warnings.grouped(viewer)
    st.html(_headline(viewer, listed, groups, today))
    chosen = next((one for one in listed if str(one.seq) == address.requested(KEY)), None)
    if chosen is not None:
        follow_up_detail.draw(viewer, chosen)
    follow_up_board.draw(viewer, listed, today)
    if viewer.may("follow_up"):
        with st.container(key=PLACE):
            follow_up_forms.proposal(viewer)
    rate = tag("p", say("digest.rate", language), class_="caption", lang=language)
    st.html(join(warnings.markup(viewer, groups), rate))


def first_figures(scope: Scope) -> Markup:
    """The upper part of the page as HTML, before Streamlit has drawn anything."""
    viewer, today = scope.viewer, run.today()
    measures = follow_ups.listed(run.home(), viewer.scope)
    top = _headline(viewer, measures, warnings.grouped(viewer), today)
    return join(top, follow_up_board.markup(viewer, measures, today))


def _headline(viewer: Viewer, listed: Sequence[FollowUp], groups: Sequence[Group], today: date) -> Markup:
    language = viewer.language
    places = viewer.region_scope or ()
    place = lookups.place_name(places[0], language) if len(places) == 1 else None
    first, rest = sentences(listed, groups, today, language, place)
    title, lead = tag("h1", first), tag("p", rest, class_="rest")
    return tag("header", title, lead, class_="headline", lang=language)


def sentences(
    listed: Sequence[FollowUp], groups: Sequence[Group], today: date, language: Language, place: str | None = None
) -> tuple[str, str]:
    """What is warned of, the regions for which nobody does anything yet, and what is late; then what is running.

    `place` is the one region of a reader who sees no other.
    """
    late = len(follow_ups.overdue(listed, today))
    running = sum(one.is_open for one in listed)
    counts = {"late": formats.number(late, language), "open": formats.number(running, language)}
    key = "late" if late else "running" if running else "none"
    acted = {one.region for one in listed if one.is_open}
    warned = {
        "count": formats.number(sum(len(group.alerts) for group in groups), language),
        "regions": formats.number(len(groups), language),
        "idle": formats.number(sum(group.region not in acted for group in groups), language),
    }
    state = say(f"follow_up.headline_{key}", language, **counts)
    if not groups:
        return state, say("follow_up.lead", language)
    lead = say("board.lead", language, **warned)
    if place is not None:
        idle = say("board.acted" if all(group.region in acted for group in groups) else "board.idle", language)
        lead = say("board.lead_own", language, place=place, state=idle, **warned)
    return (f"{lead}; {state}", say("follow_up.lead", language)) if late else (lead, f"{state}.")
