"""Laporan: issue a document, take it away, and see every document that was issued."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from access.identity.viewer import Viewer
from data import clock
from data.ledger import entries as ledger
from data.ledger.entries import Entry
from metrics.change_control.sign_off import State
from pages.components.documents import document_check, issued_file, preview, sign_off_form
from pages.components.forms import acts, picker
from pages.components.html.markup import plain_table, tag
from pages.components.layout import no_data
from pages.components.layout.filters import Scope
from pages.components.runtime import lookups, run
from reports.content.options import LANGUAGES, OF_A_PLACE, SUFFIX, Options
from reports.lifecycle import issue
from text import formats
from text.words import Language, say

SHOWN = 50
READY = "issued_document"


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = no_data.opened(viewer)
    if scope is None:
        return
    language = scope.language
    issued, signed = _issued(viewer), sign_off_form.state(viewer, scope)
    title, lead = tag("h1", _sentence(scope, signed, issued)), say("document_page.lead", language)
    st.html(tag("header", title, tag("p", lead, class_="rest"), class_="headline", lang=language))
    if viewer.may("export"):
        _order(viewer, scope)
    sign_off_form.draw(viewer, scope, signed)
    document_check.draw(viewer)
    _list(issued, language)


def _sentence(scope: Scope, signed: State, issued: Sequence[Entry]) -> str:
    """Whether the figures of this view are signed off, and how many documents tell them."""
    language, place = scope.language, scope.region or lookups.province()
    texts = [
        e for e in issued if (e.what.get("region") or lookups.province(), e.what["period"]) == (place, scope.period)
    ]
    count = formats.number(len(texts), language)
    return say(
        "document_page.first",
        language,
        period=formats.period(scope.period, language),
        region=scope.region_name,
        state=say(f"document_page.first_{'changed' if signed.changes else signed.sign_off.state}", language),
        issued=say("document_page.first_issued" if texts else "document_page.first_none", language, count=count),
    )


def _order(viewer: Viewer, scope: Scope) -> None:
    """The form; the finished file waits in the reader's own session. A sheet of one indicator is issued where it is."""
    language = scope.language
    written_first = st.session_state.setdefault("document_written_in", language)  # a pick stays when the page's changes
    with st.form(key="document"):
        columns = st.columns(3)
        fields: tuple[tuple[str, tuple[str, ...]], ...] = (
            ("document", OF_A_PLACE),
            ("format", tuple(SUFFIX)),
            ("language", tuple(LANGUAGES)),
        )
        document, form, written_in = (
            picker.single(
                say(f"document_page.{name}", language),
                {choice: say(f"document_page.{name}_{choice}", language) for choice in choices},
                "document",
                name,
                written_first,
                column,
            )
            for column, (name, choices) in zip(columns, fields, strict=True)
        )
        with st.container(horizontal=True):
            key = acts.button("document_issue")
            sent = st.form_submit_button(say("document_page.issue", language), type="primary", key=key)
            looked = st.form_submit_button(say("document_page.preview", language))
    options = Options(scope.period, scope.region, document, form, written_in)
    if sent:
        issued_file.make(viewer, options, READY, "document")
    elif looked:
        issued_file.forget(READY)
        preview.make(viewer, options, "document")
    preview.show(options, language)
    issued_file.offer(READY, language)


def _issued(viewer: Viewer) -> list[Entry]:
    """Newest first; of a region's own reader only those of the region."""
    entries = [entry for entry in ledger.entries(run.home()) if entry.kind == issue.KIND]
    return [entry for entry in reversed(entries) if viewer.may_see(entry.what.get("region"))]


def _list(seen: Sequence[Entry], language: Language) -> None:
    title = tag("h2", say("document_page.issued", language))
    if not seen:
        none = tag("p", say("document_page.none", language), class_="aside")
        st.html(tag("section", title, none, lang=language))
        return
    table = plain_table(_titles(language), [_line(entry, language) for entry in seen[:SHOWN]], language)
    way = tag("a", say("document_page.check_page", language), href=f"/periksa?bahasa={language}", target="_self")
    note = tag("p", way, " ", say("document_page.check", language), class_="caption")
    st.html(tag("section", title, tag("div", table, class_="findings"), note, lang=language))


def _titles(language: Language) -> Sequence[str]:
    return [
        say(f"document_page.{key}", language) for key in ("number", "document", "place", "period", "when", "who", "sha")
    ]


def _line(entry: Entry, language: Language) -> tuple[object, ...]:
    what, when = entry.what, clock.as_written(datetime.fromisoformat(entry.when))
    named, form = (say(f"document_page.{name}_{what[name]}", language) for name in ("document", "format"))
    return (
        what["number"],
        f"{named} ({form})",
        lookups.place_name(what.get("region"), language),
        formats.period(what["period"], language),
        formats.moment(when, language),
        entry.who,
        tag("code", what["sha256"][:12], title=what["sha256"]),
    )
