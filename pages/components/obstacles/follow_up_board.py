"""Follow-ups as a board: proposed, running, past their deadline, and done with what they have done."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts.follow_ups import FollowUp
from metrics.monitoring import follow_up_effect
from pages.components.html.markup import Markup, tag
from pages.components.obstacles import follow_up_detail
from pages.components.runtime import address, cache, figures, lookups
from text import formats
from text.words import say

COLUMNS = ("proposed", "running", "late", "done")
KEY = "tindak"
SHOWN = 8


def columns(measures: Sequence[FollowUp], today: date) -> Mapping[str, list[FollowUp]]:
    """Column → its follow-ups, the nearest deadline first, of the done ones the latest; cancelled ones are in none."""
    board: dict[str, list[FollowUp]] = {name: [] for name in COLUMNS}
    for measure in sorted(measures, key=lambda measure: (measure.deadline, measure.seq)):
        if measure.is_overdue(today):
            board["late"].append(measure)
        elif measure.status in ("not_started", "in_progress"):
            board["proposed" if measure.status == "not_started" else "running"].append(measure)
        elif measure.status == "done":
            board["done"].insert(0, measure)
    return board


def draw(viewer: Viewer, measures: Sequence[FollowUp], today: date) -> None:
    """Draw it (`markup`)."""
    st.html(markup(viewer, measures, today))


def markup(viewer: Viewer, measures: Sequence[FollowUp], today: date) -> Markup:
    """The four columns with a card a follow-up; a long column is shortened by number."""
    language = viewer.language
    parts = []
    for name, listed in columns(measures, today).items():
        title = tag("h3", say(f"board.{name}", language), " ", tag("span", len(listed), class_="count"))
        shown = listed[: formats.listed(len(listed), SHOWN)]
        cards = [tag("li", _card(viewer, measure, today)) for measure in shown]
        more = len(listed) - len(shown)
        left_out = tag("p", say("board.more", language, count=formats.number(more, language)), class_="caption")
        empty = tag("p", say("board.none", language), class_="aside")
        body = tag("ul", *cards) if cards else empty
        parts.append(tag("div", title, body, left_out if more else None, class_=f"column {name}"))
    title = tag("h2", say("follow_up.list", language))
    return tag("section", title, tag("div", *parts, class_="board"), lang=language)


def counts(viewer: Viewer) -> Markup:
    """How many stand in each column, as four figures that lead to the board."""
    language = viewer.language
    board = columns(figures.followed_up(viewer), figures.today())
    pairs = [
        tag("div", tag("dt", say(f"board.{name}", language)), tag("dd", formats.number(len(listed), language)))
        for name, listed in board.items()
    ]
    way = tag("a", say("board.open", language), href=address.to("tindak-lanjut"), target="_self")
    title = tag("h2", say("menu.tindak-lanjut", language), " ", tag("small", way))
    none = None if any(board.values()) else tag("p", say("board.begin", language), class_="aside")
    return tag("section", title, tag("dl", *pairs, class_="tally"), none, lang=language)


def _card(viewer: Viewer, measure: FollowUp, today: date) -> Markup:
    language = viewer.language
    way = tag(
        "a", lookups.place_name(measure.region, language), href=address.link(**{KEY: str(measure.seq)}), target="_self"
    )
    subject = tag("p", way, " ", follow_up_detail.about(measure, language), class_="subject")
    lines = [subject, tag("p", tag("b", measure.action)), tag("p", measure.owner)]
    if measure.status == "done":
        on = say("board.done_on", language, date=formats.date(measure.done_on, language))
        return tag("article", *lines, tag("p", on), _effect(viewer, measure))
    days = (measure.deadline - today).days
    when = {"date": formats.date(measure.deadline, language), "days": formats.number(abs(days), language)}
    due = say("board.past" if days < 0 else "board.due", language, **when)
    return tag("article", *lines, tag("p", due, class_="missed" if days < 0 else None))


def _effect(viewer: Viewer, measure: FollowUp) -> Markup | None:
    """What it has done, in one word; the whole sentence stands with the follow-up itself."""
    question = ("effect", repr(measure))  # as it stands, which may be older than what it is answered from
    effect = cache.answered(viewer.scope, question, lambda here: follow_up_effect.effect(here, measure))
    if effect is None:
        return None
    sign = "✓" if effect.verdict == "beyond_others" else "="
    tone = "met" if effect.verdict == "beyond_others" else "quiet"
    mark = tag("span", sign, class_="icon", aria_hidden="true")
    return tag("p", mark, " ", say(f"board.{effect.verdict}", viewer.language), class_=f"mark {tone}")
