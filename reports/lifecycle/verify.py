"""Whether a document is as it was issued, told from the document alone; no ledger is asked.

That its parts agree does not prove where it comes from: this program can draw any figures. `reports.lifecycle.origin`
says whether that can be proven.
"""

import io
import re
import zipfile
from pathlib import Path

import pypdf

from data.errors import ErrorText, RefusedError, error_text
from reports.content import stamp
from reports.content.code_version import code_version
from reports.formats import data_package, pdf, seal, word, workbook
from reports.formats.read_back import BROKEN, Document, beside_parts, opened, parts
from reports.formats.seal import Seal
from reports.proof import checkpoints


def verify(path: Path) -> str:
    """The number of the document when all its fingerprints agree; RefusedError names the first that does not.

    A PDF is also drawn again from the figures it carries, when this is the program that drew it: every sign on its
    pages follows from them.
    """
    document = opened(path)
    try:
        finding = CHECKS[document.format](document)
        finding = finding or _checkpoint(document)
        number = str(document.carried["number"])
    except BROKEN as error:
        raise RefusedError(error_text("document_unreadable", file=path.name)) from error
    if finding:
        raise RefusedError(error_text("document_changed", file=path.name, finding=finding))
    return number


def pages_unseen(path: Path) -> bool:
    """Whether the pages could not be held against their figures: another version of the program drew them."""
    document = opened(path)
    return document.format in ("pdf", "docx") and not _drawn_here(document)


def _drawn_here(document: Document) -> bool:
    return bool(document.carried["versions"]["code"] == code_version())


def seal_of(path: Path) -> Seal | None:
    """The seal of a document, None for one without; SetupError when it cannot be checked here."""
    written = opened(path).written
    return seal.state(written) if written.startswith(b"%PDF") else None


def _pdf(document: Document) -> str | ErrorText | None:
    assert document.content is not None
    state = seal.state(document.written)
    if state is not None and not state.intact:
        return error_text("document_after_end")
    pages = pypdf.PdfReader(io.BytesIO(document.made)).pages
    printed = (re.sub(r"\s", "", page.extract_text()) for page in reversed(pages))  # it stands near the end
    if not any(document.content.sha256 in page for page in printed):
        return f"{pdf.FIGURES} ≠ SHA-256"
    return "PDF ≠ figures.json" if _drawn_here(document) and pdf.render(document.content) != document.made else None


def _workbook(document: Document) -> str | ErrorText | None:
    if beside_parts(document.written):
        return error_text("document_beside_parts")
    with zipfile.ZipFile(io.BytesIO(document.written)) as archive:
        return None if archive.comment == workbook.parts_sha256(archive).encode("ascii") else "SHA-256 (xlsx)"


def _word(document: Document) -> str | ErrorText | None:
    """Each part is compared with what the figures draw; of another version only bytes around the parts tell."""
    assert document.content is not None
    if beside_parts(document.written):
        return error_text("document_beside_parts")
    if not _drawn_here(document):
        return None
    drawn = parts(word.render(document.content))
    written = parts(document.written)
    names = sorted(drawn.keys() | written.keys())
    return next((name for name in names if drawn.get(name) != written.get(name)), None)


def _package(document: Document) -> str | ErrorText | None:
    assert document.content is not None
    if beside_parts(document.written):
        return error_text("document_beside_parts")
    held = parts(document.written)
    lines = held.pop(data_package.MANIFEST).decode("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    for name in sorted(held.keys() | listed.keys()):
        if name not in held or listed.get(name) != data_package.digest(held[name]):
            return name
    return None if document.carried["figures_sha256"] == document.content.sha256 else data_package.FIGURES


def _checkpoint(document: Document) -> str | None:
    """What is wrong with the checkpoint a document bears: it must be of the very entry the document rests on."""
    issued, *_ = stamp.read(document.carried)
    if issued.checkpoint is None:
        return None
    point = checkpoints.parse(issued.checkpoint)
    return None if (point.seq, point.sha256) == (issued.as_of, issued.ledger_head) else "checkpoint ≠ ledger_head"


CHECKS = {"pdf": _pdf, "docx": _word, "xlsx": _workbook, "csv": _package}
