"""Beside the map: what holds regions back, where the year ends, and what is being done."""

from collections.abc import Sequence

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts import declarations
from metrics.mpp import rollout_outlook
from metrics.mpp.rollout import Coverage
from metrics.mpp.rollout_outlook import HeldBack
from pages.components.charts import bars
from pages.components.charts.bars import Bar
from pages.components.html.markup import tag
from pages.components.runtime import address, figures, lookups
from text import formats
from text.words import Language, say


def obstacles(held: Sequence[HeldBack], language: Language) -> None:
    """Declared obstacles by how many regions and people they hold back."""
    title = tag("h2", say("coverage.obstacles", language))
    if not held:
        st.html(
            tag("section", title, tag("p", say("coverage.obstacles_none", language), class_="aside"), lang=language)
        )
        return
    lines = [
        Bar(lookups.named("obstacle_code", one.code, language), one.population, _held(one, language), tone="missed")
        for one in held
    ]
    titles = (say("coverage.obstacle", language), say("coverage.people", language))
    drawn = bars.bars(lines, say("coverage.obstacles_lead", language), titles, language)
    more = tag(
        "a",
        say("coverage.why", language),
        href=address.to("hambatan", indikator=declarations.ABOUT),
        target="_self",
    )
    st.html(tag("section", title, drawn, tag("p", more, class_="caption"), lang=language))


def _held(one: HeldBack, language: Language) -> str:
    counts = {"regions": formats.number(len(one.regions), language), "people": formats.number(one.population, language)}
    return say("coverage.held", language, **counts)


def outlook(coverage: Coverage, language: Language) -> None:
    """How many operate at the end of the year, as planned and as plans have slipped; only for the whole province."""
    if len(coverage.paths) < sum(coverage.regions.values()):
        return
    ahead = rollout_outlook.ahead(coverage.paths, coverage.on)
    if not ahead.planned:
        lines = [say("coverage.ahead_unplanned", language, count=ahead.operating)]
    else:
        lines = [say("coverage.ahead_planned", language, count=ahead.as_planned)]
        if ahead.slipped is not None:
            values = {"count": ahead.slipped, "months": formats.number(ahead.slip_months, language)}
            lines.append(say("coverage.ahead_slipped", language, **values))
    title = tag("h2", say("coverage.ahead", language, year=coverage.on.year))
    st.html(tag("section", title, *(tag("p", line) for line in lines), lang=language))


def follow_ups(viewer: Viewer, language: Language) -> None:
    """Open follow-ups on coverage."""
    open_ones = [one for one in figures.followed_up(viewer) if one.is_open and one.indicator == declarations.ABOUT]
    items = [
        tag(
            "li",
            tag("a", one.action, href=address.to("tindak-lanjut", tindak=str(one.seq)), target="_self"),
            " ",
            say("coverage.follow_up_line", language, owner=one.owner, date=formats.date(one.deadline, language)),
        )
        for one in open_ones
    ]
    none = tag("p", say("coverage.follow_ups_none", language), class_="aside")
    body = tag("ul", *items, class_="bare") if items else none
    st.html(tag("section", tag("h2", say("coverage.follow_ups", language)), body, lang=language))
