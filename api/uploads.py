"""A file sent by a program: the very load of the terminal and the page, into the scope of its account."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from access.identity.viewer import Viewer
from api.errors import ApiError
from api.questions import Upload
from data.errors import SetupError, error_text
from data.home import Home
from data.intake import load as loading
from data.intake import receipt as receipts
from data.intake.receipt import Receipt
from data.intake.source import profile_files
from data.ledger import entries
from metrics.catalogue import indicators
from metrics.cells import build
from metrics.targets import in_force
from text import json_line
from text.words import Language


@dataclass(frozen=True)
class Receipts:
    """What became of a file, sheet by sheet; `status` as HTTP says it: 201 stored, 200 tried or known, 422 refused."""

    status: int
    body: bytes


def load(home: Home, viewer: Viewer, question: Upload, path: Path, language: Language) -> Receipts:
    """Load the file at `path`, which bears the name it was sent with; the same bytes again change nothing."""
    region = _region(viewer, question)
    if question.profile is not None and question.profile not in profile_files.names(home):
        raise SetupError(error_text("profile_missing", name=question.profile))
    in_force.load(home, indicators.load(home))  # a wrong setting is told before anything is stored
    request = loading.request(
        home, path, question.kind, question.profile, region, viewer.name, question.dry_run, question.period
    )
    answers = [_once(home, viewer, loading.load(home, part)) for part in loading.of_sheets(request, question.sheet)]
    is_stored = [receipt.seq is not None and is_new for receipt, is_new in answers]
    if any(is_stored):
        build.catch_up_later(home)
    status = 422 if any(receipt.refused for receipt, _ in answers) else 201 if any(is_stored) else 200
    return Receipts(status, _written([receipt for receipt, _ in answers], language))


def _region(viewer: Viewer, question: Upload) -> str | None:
    """The region of all rows: that of the viewer, for who sees one only; rows of others are then refused."""
    if question.region is not None and not viewer.may_see(question.region):
        raise ApiError(403, error_text("region_not_readable", region=question.region))
    return question.region or viewer.home_region


def _once(home: Home, viewer: Viewer, receipt: Receipt) -> tuple[Receipt, bool]:
    """The receipt that was given the first time, where the same bytes stand in the ledger and the viewer may see it."""
    known = [problem.detail["entry"] for problem in receipt.problems if problem.rule == "already_loaded"]
    if not known:
        return receipt, True
    [entry] = [entry for entry in entries.entries(home) if entry.seq == known[0]]
    if entry.kind != receipt.kind or not viewer.may_see(entry.what.get("region")):
        return receipt, True
    return receipts.of_entry(entry), False


def _written(listed: Sequence[Receipt], language: Language) -> bytes:
    answers = [receipt.as_dict(language) for receipt in listed]
    return json_line.written(answers[0] if len(answers) == 1 else answers).encode()
