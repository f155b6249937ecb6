"""Declared obstacles of a region: those that stand, what is done about each, and the forms to declare and to close."""

from collections.abc import Sequence

import streamlit as st

from access.identity.viewer import Viewer
from data.settings import tables
from metrics.acts import declarations
from metrics.acts.declarations import Declaration
from metrics.acts.follow_ups import FollowUp
from pages.components.forms import acts, picker
from pages.components.html.markup import Markup, tag
from pages.components.layout import region_field
from pages.components.runtime import address, figures, lookups, run
from text import formats
from text.words import say


def draw(viewer: Viewer, region: str | None) -> None:
    """The forms, standing at a region, for who may declare."""
    if not viewer.may("declare"):
        return
    _declare(viewer, region)
    if standing := _standing(viewer, region):
        _close(viewer, standing)


def listed(viewer: Viewer, region: str) -> bool:
    """Draw what a region has declared about its MPP, and what is done about it; False where it has declared nothing."""
    standing = _standing(viewer, region)
    if standing:
        _listed(viewer, standing)
    return bool(standing)


def _standing(viewer: Viewer, region: str | None) -> list[Declaration]:
    return [
        one
        for one in figures.declared(viewer)
        if one.region == region and one.indicator == declarations.ABOUT and one.closed_on is None
    ]


def _listed(viewer: Viewer, standing: Sequence[Declaration]) -> None:
    language = viewer.language
    title = say("coverage.declared", language, region=lookups.place_name(standing[0].region, language))
    measures = figures.followed_up(viewer)
    lines = [_line(viewer, one, [act for act in measures if _answers(act, one)]) for one in standing]
    st.html(tag("section", tag("h2", title), tag("ul", *lines, class_="bare"), lang=language))


def _answers(act: FollowUp, one: Declaration) -> bool:
    return act.is_open and (act.indicator, act.region, act.obstacle_code) == (one.indicator, one.region, one.code)


def _line(viewer: Viewer, one: Declaration, acts: Sequence[FollowUp]) -> Markup:
    language = viewer.language
    values = {"document": one.document, "date": formats.date(one.on, language), "who": one.who}
    links = [
        tag("a", act.action, href=address.to("tindak-lanjut", tindak=str(act.seq)), target="_self") for act in acts
    ]
    if not acts and viewer.may("follow_up"):
        asked = {"indikator": one.indicator, "wilayah": one.region, "hambatan": one.code}
        label = say("coverage.declared_act", language)
        links = [tag("a", label, href=address.to("tindak-lanjut", **asked), target="_self")]
    return tag(
        "li",
        tag("b", lookups.named("obstacle_code", one.code, language)),
        f": {one.text} ",
        tag("span", say("coverage.declared_by", language, **values), class_="remark"),
        *(part for link in links for part in (" ", link)),
    )


def _declare(viewer: Viewer, region: str | None) -> None:
    language = viewer.language
    codes = tables.obstacles(run.home())["code"]
    obstacles = {str(code): lookups.named("obstacle_code", code, language) for code in codes}
    with st.expander(say("coverage.declare", language), key="declaration_open"):
        with st.form(key="declaration_form", border=False):
            left, right = st.columns(2)
            place = region_field.draw(left, viewer, region, "declaration")
            code = picker.single(say("coverage.obstacle", language), obstacles, "declaration", "code", column=right)
            document = left.text_input(
                say("coverage.form_document", language), max_chars=120, key=acts.field("declaration", "document")
            )
            on = right.date_input(
                say("coverage.confirm_date", language),
                max_value=run.today(),
                format="DD/MM/YYYY",
                key=acts.field("declaration", "on"),
            )
            text = st.text_area(
                say("coverage.declare_text", language),
                help=say("coverage.declare_help", language),
                height=80,
                key=acts.field("declaration", "text"),
            )
            sent = st.form_submit_button(
                say("coverage.declare_send", language), type="primary", key=acts.button("declaration_send")
            )
        if sent:
            draft = Declaration(place, code, document, on, text)
            home = run.home()
            acts.perform(
                viewer,
                "declare",
                lambda: declarations.declare(home, viewer.scope, viewer.shown_name, draft),
                place,
                form="declaration",
            )


def _close(viewer: Viewer, standing: Sequence[Declaration]) -> None:
    language = viewer.language
    names = {one.seq: f"{lookups.named('obstacle_code', one.code, language)} ({one.document})" for one in standing}
    with st.expander(say("coverage.close", language), key="declaration_close_open"):
        with st.form(key="declaration_close_form", border=False):
            numbered = picker.numbered(names, language)
            seq = picker.standing(say("coverage.obstacle", language), numbered, "declaration_close", "seq", language)
            reason = st.text_input(
                say("coverage.close_reason", language), max_chars=500, key=acts.field("declaration_close", "reason")
            )
            sent = st.form_submit_button(
                say("coverage.close_send", language), type="primary", key=acts.button("declaration_close_send")
            )
        if sent:
            home = run.home()
            acts.perform(
                viewer,
                "declare",
                lambda: declarations.close(home, viewer.scope, viewer.shown_name, picker.chosen(seq), reason),
                form="declaration_close",
            )
