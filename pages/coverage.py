"""Cakupan: which regions have an MPP, where the others stand and since when, what holds them back, what comes next."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts import declarations
from metrics.mpp import rollout_outlook
from metrics.mpp.rollout import Coverage, RegionPath
from metrics.mpp.rollout_outlook import HeldBack
from pages.components.breakdown import rollout_steps
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.mpp import confirmation_form, declaration_form, map, milestone_form, outlook, paths
from pages.components.runtime import address, figures, lookups, run
from reports.parts.coverage_tables import NEWS, basis
from reports.words import coverage_words
from text import formats
from text.words import Language, say

DATE = "pada"
WRITTEN = "DD/MM/YYYY"
FIRST_YEAR = 2017
"""There was no MPP in the country before."""


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    language, today = viewer.language, run.today()
    on = _asked_day(today)
    with frame.bar(viewer):
        _pick_day(on, today, language)
        address.pick_language(language)
    place = address.requested("wilayah")
    within = place if place is not None and viewer.may_see(place) and place in lookups.tree() else None
    reached = figures.coverage(viewer, on, within)
    spoken = figures.declared(viewer)
    held = rollout_outlook.held_back(reached, [one for one in spoken if one.indicator == declarations.ABOUT])
    chosen = next((path for path in reached.paths if path.region == place), None)
    if viewer.home_region is not None and chosen is None:
        chosen = reached.paths[0]
    _headline(reached, held, chosen if viewer.home_region is not None else None, language)
    left, right = st.columns([12, 8], gap="medium")
    with left:
        if viewer.home_region is None:
            st.html(map.markup(reached, viewer, within, chosen.region if chosen else None, language))
        _rests_on(reached, language)
        if chosen is not None:
            paths.detail(chosen, on, language)
            declaration_form.listed(viewer, chosen.region)
    with right:
        outlook.obstacles(held, language)
        outlook.outlook(reached, language)
        outlook.follow_ups(viewer, language)
        rollout_steps.draw(reached, language)
    if len(reached.paths) > 1:
        paths.every(reached.paths, language)
    paths.questions(reached.paths, language)
    declaration_form.draw(viewer, chosen.region if chosen else None)
    milestone_form.draw(viewer, chosen)
    confirmation_form.draw(viewer, chosen)


def _asked_day(today: date) -> date:
    """The day of the address, today when none or one that cannot be is asked for."""
    try:
        asked = date.fromisoformat(address.requested(DATE) or "")
    except ValueError:
        return today
    return min(max(asked, date(FIRST_YEAR, 1, 1)), today)


def _pick_day(on: date, today: date, language: Language) -> None:
    st.session_state["pick_pada"] = on
    st.date_input(
        say("coverage.date", language),
        key="pick_pada",
        format=WRITTEN,
        min_value=date(FIRST_YEAR, 1, 1),
        max_value=today,
        on_change=_travel,
        label_visibility="collapsed",
        help=say("coverage.date", language),
        width=150,
    )


def _travel() -> None:
    st.query_params[DATE] = str(st.session_state["pick_pada"] or "")


def _headline(reached: Coverage, held: Sequence[HeldBack], stage_of: RegionPath | None, language: Language) -> None:
    """How many regions have an MPP; who sees one region reads first how far that is."""
    said, total = coverage_words.headline(reached.regions, language), sum(reached.regions.values())
    if stage_of is not None:
        state = paths.stage_sentence(stage_of, language)
        stage = say("overview.own_stage", language, region=lookups.place_name(stage_of.region, language), state=state)
        said = f"{stage.rstrip('.')}; {said}"
    lines = tag("h1", said.rstrip(".")), tag("p", _biggest(held, len(reached.paths) == total, language), class_="rest")
    st.html(tag("header", *lines, class_="headline", lang=language))


def _rests_on(reached: Coverage, language: Language) -> None:
    """The day, the people served, and how much of it is only news."""
    share = formats.percent(None if reached.served_share is None else 100 * reached.served_share, language, 1)
    lines = [say("coverage.as_of", language, date=formats.date(reached.on, language), share=share)]
    reported = [path for path in reached.paths if path.told_by]
    if news := [path for path in reported if basis(path) == NEWS]:
        lines.append(say("coverage.by_news", language, count=len(news), all=len(reported)))
    st.html(tag("p", " ".join(lines), class_="provenance", lang=language))


def _biggest(held: Sequence[HeldBack], whole: bool, language: Language) -> str:
    if not held:
        return say("coverage.biggest_none" if whole else "coverage.biggest_none_own", language)
    values = {"regions": len(held[0].regions), "people": formats.number(held[0].population, language)}
    return say("coverage.biggest", language, name=lookups.named("obstacle_code", held[0].code, language), **values)
