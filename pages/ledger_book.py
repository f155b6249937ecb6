"""Buku besar: who did what and when, whether the chain holds, and who came in or was refused."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from access.identity import roles
from access.identity.viewer import Viewer
from access.sessions import audit_log
from access.sessions.audit_log import Noted
from data import clock
from data.ledger import entries as ledger
from data.ledger import verify
from data.ledger.entries import Entry
from data.schema import kinds
from data.settings.places import zone
from pages.components.html import sections
from pages.components.html.markup import Markup, join, plain_table, tag
from pages.components.layout import frame
from pages.components.runtime import address, lookups, run
from reports.content import kind_words
from reports.lifecycle import issue
from text import formats
from text.words import Language, known, say

ENTRY = "entri"
HIDDEN = ("counts", "file")
"""Parts of what an upload tells that its line already shows."""
PERIOD = r"\d{4}(-(\d\d|Q[1-4]|S[12]))?"


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    language = viewer.language
    with frame.bar(viewer):
        address.pick_language(language)
    listed = ledger.entries(run.home())
    title = tag("h1", _sentence(listed, language))
    lead = tag("p", say("ledger.lead", language), class_="rest")
    st.html(tag("header", title, lead, class_="headline", lang=language))
    _verify(language)
    if (asked := address.requested(ENTRY)) is not None:
        _one(listed, asked, language)
    entries, visits = st.tabs([say("ledger.entries", language), say("ledger.visits", language)])
    with entries:
        _entries(listed, language)
    with visits:
        _visits(language)


def _sentence(listed: Sequence[Entry], language: Language) -> str:
    """How many entries there are, and when and by whom the newest was made."""
    said = say("ledger.title", language, count=formats.number(len(listed), language))
    if not listed:
        return said
    newest = listed[-1]
    return f"{said}; {say('ledger.newest', language, when=_moment(newest.when, language), who=newest.who)}"


def _verify(language: Language) -> None:
    """Every file of every entry against its fingerprint, on request: it reads the whole ledger."""
    if not st.button(say("ledger.verify", language), key="ledger_verify"):
        return
    with st.spinner(say("ledger.verifying", language)):
        state = verify.verification(run.home())
    seq, fingerprint = state.head
    if state.broken is None:
        st.success(say("ledger.whole", language, seq=seq, fingerprint=fingerprint), icon=":material/verified:")
    else:
        broken, finding = state.broken
        st.error(say("ledger.broken", language, seq=broken, finding=finding.message(language)), icon=":material/error:")
    for before, after in state.clock_back:
        st.warning(verify.clock_back(before, after).message(language), icon=":material/schedule:")


def _entries(listed: Sequence[Entry], language: Language) -> None:
    kind, who = st.columns(2)
    everything = say("ledger.all", language)
    with kind:
        kinds_there = ["", *sorted({entry.kind for entry in listed}, key=lambda name: _kind(name, language))]
        label = say("ledger.kind", language)
        wanted_kind = st.selectbox(
            label,
            kinds_there,
            key="ledger_kind",
            format_func=lambda name: _kind(name, language) if name else everything,
        )
    with who:
        people = ["", *sorted({entry.who for entry in listed})]
        label = say("ledger.who", language)
        wanted_who = st.selectbox(label, people, key="ledger_who", format_func=lambda name: name or everything)
    shown = [entry for entry in reversed(listed) if wanted_kind in ("", entry.kind) and wanted_who in ("", entry.who)]
    undone = ledger.undone(list(listed))
    titles = [say(f"ledger.{name}", language) for name in ("seq", "when", "who", "kind", "what")]
    lines = [_line(entry, entry.seq in undone, language) for entry in sections.paged(shown, "ledger_page", language)]
    _table(titles, lines, language)


def _line(entry: Entry, is_undone: bool, language: Language) -> tuple[object, ...]:
    number = tag("a", str(entry.seq), href=_address(entry.seq, language), target="_self")
    what = join(_what(entry, language), " ", tag("b", say("ledger.undone", language)) if is_undone else None)
    return (number, _moment(entry.when, language), entry.who, _kind(entry.kind, language), what)


def _one(listed: Sequence[Entry], asked: str, language: Language) -> None:
    """One entry, with everything it holds."""
    entry = next((entry for entry in listed if str(entry.seq) == asked), None)
    if entry is None:
        st.info(say("ledger.no_entry", language), icon=":material/info:")
        return
    facts = {
        "when": _moment(entry.when, language),
        "who": entry.who,
        "kind": _kind(entry.kind, language),
        "what": _what(entry, language),
        "fingerprint": tag("code", entry.sha256),
        "previous": tag("code", entry.previous or "—"),
    }
    lines = [(say(f"ledger.{name}", language), fields) for name, fields in facts.items()]
    fields = {
        name: value for name, value in entry.what.items() if name not in HIDDEN and value not in (None, "", [], {})
    }
    lines += [(_part(name, language), _plain(value, language, name)) for name, value in fields.items()]
    files = [(name, tag("code", sha256)) for name, sha256 in entry.files.items()]
    title = tag("h2", say("ledger.one", language, seq=entry.seq))
    shut = tag("a", say("ledger.shut", language), href=_address(None, language), target="_self")
    parts = [title, _facts(lines, language), _facts(files, language), tag("p", shut)]
    st.html(tag("section", *parts, class_="receipt entry", lang=language))


def _visits(language: Language) -> None:
    noted = audit_log.read(run.home().root)
    events = ["", *sorted({line.what for line in noted})]
    everything = say("ledger.all", language)
    wanted = st.selectbox(
        say("ledger.event", language),
        events,
        key="ledger_event",
        format_func=lambda name: _event(name, language) if name else everything,
    )
    shown = [line for line in noted if wanted in ("", line.what)]
    titles = [say(f"ledger.{name}", language) for name in ("when", "who", "event", "detail")]
    _table(titles, [_visit(line, language) for line in sections.paged(shown, "ledger_visits", language)], language)


def _visit(line: Noted, language: Language) -> tuple[object, ...]:
    who = line.who or say("ledger.nobody", language)
    when = datetime.fromisoformat(line.when).astimezone(zone(run.home()))
    return (formats.moment(when, language), who, _event(line.what, language), line.detail or "")


def _table(titles: Sequence[str], lines: Sequence[Sequence[object]], language: Language) -> None:
    if not lines:
        st.html(tag("p", say("ledger.nothing", language), class_="aside", lang=language))
        return
    st.html(tag("div", plain_table(titles, lines, language), class_="findings", tabindex="0"))


def _facts(lines: Sequence[tuple[object, object]], language: Language) -> Markup:
    body = (tag("tr", tag("th", name, scope="row"), tag("td", fact)) for name, fact in lines)
    return tag("div", tag("table", tag("tbody", *body), class_="plain", lang=language), class_="findings")


def _kind(name: str, language: Language) -> str:
    if name in kinds.names():
        return kind_words.name(kinds.kind(name), language)
    return say(f"ledger.kind_{name}", language) if known(f"ledger.kind_{name}", language) else name


def _event(name: str, language: Language) -> str:
    return say(f"access.event.{name}", language) if known(f"access.event.{name}", language) else name


def _what(entry: Entry, language: Language) -> str:
    """One line on what an entry is about."""
    if entry.is_upload:
        counts = {name: formats.number(entry.what["counts"][name], language) for name in ("accepted", "rejected")}
        return say("ledger.upload", language, file=entry.what["file"], **counts)
    if entry.kind == issue.KIND:
        return _document(entry.what, language)
    if entry.kind == "undo":
        return say("ledger.undoes", language, seq=entry.what["undoes"], reason=entry.what["reason"])
    parts = (_plain(value, language, name) for name, value in entry.what.items() if isinstance(value, str | int))
    return " · ".join(parts)[:200]


def _document(what: Mapping[str, Any], language: Language) -> str:
    """Number, kind and form of a document, and what it is of; its fingerprints stand in the entry itself."""
    named, form = (say(f"document_page.{name}_{what[name]}", language) for name in ("document", "format"))
    place, period = lookups.place_name(what.get("region"), language), formats.period(what["period"], language)
    return " · ".join((str(what["number"]), f"{named} ({form})", place, period))


def _part(name: str, language: Language) -> str:
    return say(f"ledger.part_{name}", language) if known(f"ledger.part_{name}", language) else name


def _plain(value: Any, language: Language, name: str) -> str:
    """A value in words where it has some: the period of an act, a role, the kind and form of a document."""
    if name == "period" and isinstance(value, str) and re.fullmatch(PERIOD, value):
        return formats.period(value, language)
    if name == "role" and value in roles.ROLES:
        return lookups.role(value, language)
    if (word := f"document_page.{name}_{value}") and known(word, language):
        return say(word, language)
    if isinstance(value, bool):
        return say("ledger.yes" if value else "ledger.no", language)
    return str(value) if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def _moment(when: str, language: Language) -> str:
    return formats.moment(clock.as_written(datetime.fromisoformat(when)), language)


def _address(seq: int | None, language: Language) -> str:
    return "?" + urlencode({name: value for name, value in ((ENTRY, seq), ("bahasa", language)) if value})
