"""What was decided about one indicator: its follow-ups, said again in the meeting."""

import streamlit as st

from metrics.acts.follow_ups import FollowUp
from metrics.catalogue.indicators import Indicator
from pages.components.html.markup import Markup, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups
from text import formats
from text.words import say

SHOWN = 4


def draw(indicator: Indicator, scope: Scope) -> None:
    """Those of the place in view, the nearest deadline first; where there are none, the way to the first."""
    language = scope.language
    title = tag("h2", say("slides.decided", language))
    acts = [act for act in figures.followed_up(scope.viewer) if act.indicator == indicator.id and _is_here(act, scope)]
    acts.sort(key=lambda act: (not act.is_open, act.deadline, act.seq))
    if not acts:
        asked = {"indikator": indicator.id, "periode": scope.period, "wilayah": scope.region or ""}
        way = address.to("tindak-lanjut", **{key: value for key, value in asked.items() if value}) + "#usulan"
        decide = tag("a", say("slides.decide", language), href=way, target="_self", class_="button")
        body = tag("p", say("slides.decided_none", language)), decide if scope.viewer.may("follow_up") else None
        st.html(tag("section", title, *body, class_="decided", lang=language))
        return
    shown = acts[: formats.listed(len(acts), SHOWN)]
    more = len(acts) - len(shown)
    left_out = tag("p", say("panel.more", language, count=formats.number(more, language)), class_="caption")
    items = tag("ol", *(_act(act, scope) for act in shown))
    st.html(tag("section", title, items, left_out if more else None, class_="decided", lang=language))


def _is_here(act: FollowUp, scope: Scope) -> bool:
    """In the whole province every act, in a region its own and those of the province."""
    return act.status != "cancelled" and (scope.region is None or act.region in (None, scope.region))


def _act(act: FollowUp, scope: Scope) -> Markup:
    language = scope.language
    way = tag("a", act.action, href=address.to("tindak-lanjut", tindak=str(act.seq)), target="_self")
    is_late = act.is_overdue(figures.today())
    key = "done" if act.status == "done" else "late" if is_late else "due"
    due = {"place": lookups.place_name(act.region, language), "owner": act.owner}
    date = formats.date(act.done_on or act.deadline, language)
    words = say(f"slides.decided_{key}", language, date=date, **due)
    return tag("li", way, " ", tag("small", words, class_="missed" if is_late else None))
