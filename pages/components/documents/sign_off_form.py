"""How far the period of a page is signed off, and the act of who looks: propose, sign off, revoke."""

from collections.abc import Callable

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts.signed_periods import Lock
from metrics.change_control import sign_off
from metrics.change_control.sign_off import State
from metrics.scorecard.workspace import Workspace
from pages.components.forms import acts
from pages.components.html.markup import Markup, plain_table, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import run
from reports.terminal import sign_off_lines
from text import formats
from text.words import Language, say


def state(viewer: Viewer, scope: Scope) -> State:
    """How far the period of the page is signed off, and what changed since."""
    with Workspace(run.home(), viewer.scope) as workspace:
        return sign_off.state(workspace, scope.period, scope.region)


def draw(viewer: Viewer, scope: Scope, state: State) -> None:
    """The state in words, and below it the form of the next act that is open to the viewer."""
    language, home = scope.language, run.home()
    title = say("sign_off.title", language, period=formats.period(scope.period, language), place=scope.region_name)
    lines = [tag("p", sign_off_lines.lines(state, home, language)[0], class_="rest")]
    st.html(tag("section", tag("h2", title), *lines, _changes(state, language), lang=language))
    if not viewer.scope.covers(scope.region):
        return
    name = viewer.shown_name
    if state.sign_off.act and state.sign_off.state == "proposed" and sign_off.may_sign(viewer, scope.region):
        proposal = state.sign_off.act.seq
        _form(
            viewer,
            scope,
            state.sign_off.act,
            "sign",
            "document",
            lambda text: sign_off.sign(home, viewer, name, scope.period, scope.region, text, proposal),
        )
    elif state.sign_off.state != "signed" and viewer.may("propose_period"):
        _form(
            viewer,
            scope,
            state.sign_off.act,
            "propose",
            "note",
            lambda text: sign_off.propose(home, viewer.scope, name, scope.period, scope.region, text),
        )
    elif state.sign_off.state in ("unsigned", "partly") and viewer.may("sign_period"):
        st.html(tag("p", say("sign_off.awaits", language), class_="aside", lang=language))
    _revoke(viewer, scope, state)


def _changes(state: State, language: Language) -> Markup | None:
    """The figures that changed since, beside what they were; folded away."""
    lines = sign_off_lines.changed_figures(state, run.home(), language)
    if not lines:
        return None
    titles = [say(f"sign_off.{name}", language) for name in ("figure", "then", "now")]
    table = tag("div", plain_table(titles, lines, language, labelled=True), class_="findings stacks")
    count = formats.number(len(lines), language)
    return tag("details", tag("summary", say("sign_off.compare", language, count=count)), table)


def _revoke(viewer: Viewer, scope: Scope, state: State) -> None:
    act, home = state.sign_off.act, run.home()
    may_revoke = viewer.may("sign_period") or (viewer.may("propose_period") and state.sign_off.state == "proposed")
    if act is None or not may_revoke or (state.sign_off.state != "proposed" and not act.role):
        return
    if not viewer.scope.covers(act.region):
        return
    seq = act.seq
    key = "take_back" if state.sign_off.state == "proposed" else "revoke"
    _form(viewer, scope, act, key, "reason", lambda text: sign_off.revoke(home, viewer, viewer.shown_name, seq, text))


def _form(
    viewer: Viewer, scope: Scope, standing: Lock | None, act: str, field: str, perform: Callable[[str], object]
) -> None:
    """One text and one button; the right, and what stands by now, are asked for again before the act."""
    language = scope.language
    form, is_seen = f"sign_off_{act}", acts.seen(f"{act}_{scope.period}_{scope.region}", standing)
    with st.form(key=form):
        text = st.text_input(say(f"sign_off.{field}", language), max_chars=200, key=acts.field(form, "text"))
        sent = st.form_submit_button(say(f"sign_off.{act}", language), key=acts.button(f"{form}_send"))
    if sent:
        right = "sign_period" if act == "sign" or viewer.may("sign_period") else "propose_period"
        acts.perform(viewer, right, lambda: perform(text), scope.region, form=form, is_seen=is_seen)
