"""Tindak lanjut: what is being done about missed targets, by which office, until when, and what it has done."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from access.identity.viewer import Viewer
from data import clock
from metrics.acts import follow_ups
from metrics.acts.follow_ups import FollowUp
from metrics.monitoring import early_warnings
from pages.components.html.markup import Markup, tag
from pages.components.html.sections import heading
from pages.components.layout import frame
from pages.components.obstacles import follow_up_detail, follow_up_forms
from pages.components.runtime import address, cache, lookups, run
from reports.terminal import digest
from text import formats
from text.words import Language, say

KEY = "tindak"


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    language, home, today = viewer.language, run.home(), clock.today()
    with frame.bar(viewer):
        address.pick_language(language)
    frame.translate_uploader(language)
    found = follow_ups.listed(home, viewer.scope)
    _headline(found, today, language)
    chosen = next((one for one in found if str(one.seq) == address.requested(KEY)), None)
    if chosen is not None:
        follow_up_detail.draw(viewer, chosen)
    _listed(found, today, language)
    if viewer.may("follow_up"):
        follow_up_forms.proposal(viewer)
    _warnings(viewer)


def _headline(found: Sequence[FollowUp], today: date, language: Language) -> None:
    late = len(follow_ups.overdue(found, today))
    running = sum(one.is_open for one in found)
    counts = {"late": formats.number(late, language), "open": formats.number(running, language)}
    key = "late" if late else "running" if running else "none"
    lead = tag("p", say("follow_up.lead", language), class_="rest")
    title = tag("h1", say(f"follow_up.headline_{key}", language, **counts))
    st.html(tag("header", title, lead, class_="headline", lang=language))


def _listed(found: Sequence[FollowUp], today: date, language: Language) -> None:
    if not found:
        return
    titles = ("number", "deadline", "region", "about", "action", "owner", "status")
    head = tag("tr", *(tag("th", say(f"follow_up.{title}", language), scope="col") for title in titles))
    order = sorted(found, key=lambda one: (not one.is_overdue(today), not one.is_open, one.deadline))
    body = [_line(one, today, language) for one in order]
    table = tag("table", tag("thead", head), tag("tbody", *body), class_="plain words")
    frame_ = tag("div", table, class_="findings")
    st.html(tag("section", heading(say("follow_up.list", language)), frame_, lang=language))


def _line(one: FollowUp, today: date, language: Language) -> Markup:
    link = tag("a", str(one.seq), href=address.link(**{KEY: str(one.seq)}), target="_self")
    return tag(
        "tr",
        tag("th", link, scope="row"),
        tag("td", formats.date(one.deadline, language)),
        tag("td", lookups.place_name(one.region, language)),
        tag("td", follow_up_detail.about(one, language)),
        tag("td", one.action),
        tag("td", one.owner),
        tag("td", follow_up_detail.mark(one, today, language)),
    )


def _warnings(viewer: Viewer) -> None:
    language = viewer.language
    regions = {region.code: region.name for region in lookups.regions(viewer)}
    found = cache.answered(viewer.scope, "early warnings", early_warnings.early_warnings)
    lines = [tag("li", digest.line(alert, lookups.indicators(), regions, language)) for alert in found]
    body = tag("ul", *lines) if lines else tag("p", say("digest.none", language), class_="aside")
    rate = tag("p", say("digest.rate", language), class_="caption")
    st.html(tag("section", heading(say("digest.title", language)), body, rate, lang=language))
