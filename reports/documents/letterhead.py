"""The head of a letter and the signatures under it, from the letterhead that a document carries.

What the office has not given is left as a dotted line to be filled in by hand, never made up.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from reports.content.blocks import Block, Fields, Letterhead, Signature, Signatures
from reports.content.content import Content
from reports.content.provenance import today_of
from reports.content.stamp import read
from text import formats
from text.words import Language, say

BLANK = "………………………………"
LETTERS = ("capaian", "skm", "hambatan")
"""Documents with nomor, sifat and hal."""


def head(content: Content, language: Language) -> Iterator[Block]:
    """Letterhead, and nomor, sifat and hal where the document is a letter; nothing in one of an earlier program."""
    office = content.provenance.get("letterhead")
    if office is None:
        return
    place = content.place_name(content.options.region, language)
    lines = tuple(office.get("lines", ())) or (say("report.letterhead_plain", language), place)
    below = tuple(office[name] for name in ("address", "contact") if name in office)
    yield Letterhead(lines, below, say("report.letterhead_logo", language, name=lines[-1]))
    if content.options.document in LETTERS:
        yield _fields(content, office, language)


def at_place(content: Content, language: Language) -> str:
    """`Banda Aceh, 29 November 2026`; the day alone where the office has given no place."""
    day = formats.date(today_of(read(dict(content.provenance))[0]).date(), language)
    return ", ".join(filter(None, [carried(content).get("place"), day]))


def carried(content: Content) -> Mapping[str, Any]:
    """What the office has given of its letterhead."""
    return content.provenance.get("letterhead") or {}


def signed(content: Content, language: Language) -> Iterator[Block]:
    """The signature of the head of the office under a report; nothing where the office names none."""
    signatory = carried(content).get("head")
    if signatory is not None:
        yield Signatures(at_place(content, language), (_blank(), signature(signatory, "", language)))


def signature(signatory: Mapping[str, Any] | None, role: str, language: Language) -> Signature:
    """Room for one to sign; dotted lines for what is not given."""
    person = signatory or {}
    nip = say("report.nip", language, nip=person.get("nip", BLANK))
    return Signature(
        role, person.get("title", ""), (person.get("name", BLANK), *filter(None, [person.get("rank")]), nip)
    )


def _blank() -> Signature:
    return Signature("", "", ())


def _fields(content: Content, office: Mapping[str, Any], language: Language) -> Fields:
    document = content.options.document
    rows = [("number", content.provenance["number"]), ("classification", office.get("classification", ""))]
    subject = say(f"report.title_{document}", language)
    rows.append(("subject", f"{subject}, {formats.period(content.options.period, language)}"))
    named = ((say(f"report.letter_{key}", language), text) for key, text in rows if text)
    return Fields(tuple(named), at_place(content, language))
