"""What is said of a document in hand, on terminal and page alike: its origin, and its figures computed again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import verify as ledger_check
from reports.formats import seal
from reports.formats.seal import Seal
from reports.lifecycle import origin, verify
from reports.lifecycle.reproduce import reproduce
from reports.parts.provenance_text import moment
from text.words import Language, say


def verification(home: Home, path: Path, certificates: Sequence[Path], language: Language) -> tuple[list[str], bool]:
    """The sentences that tell what proves a document, and whether its origin is proven.

    RefusedError when it was changed or is damaged.
    """
    answer = origin.origin(home, path, seal.anchors_of(home, certificates))
    lines = []
    if answer.unproven is not None:
        lines.append(say("report.unproven", language, number=answer.number, reason=answer.unproven.message(language)))
    elif answer.seq is None:
        lines.append(say("report.genuine_sealed", language, number=answer.number))
    else:
        lines.append(say("report.genuine", language, number=answer.number, seq=answer.seq))
    if answer.seq is None and verify.pages_unseen(path):
        lines.append(say("report.pages_unseen", language))
    if answer.seal is not None:
        lines.append(_seal_line(answer.seal, answer.unproven is None, language))
    elif path.suffix == ".pdf":
        lines.append(say("report.unsealed", language))
    return lines, answer.unproven is None


def _seal_line(sealed: Seal, proven: bool, language: Language) -> str:
    name = ledger_check.printable(sealed.name)
    if not proven:
        return say("report.seal_unknown", language, name=name)
    at = moment(sealed.at, language) if sealed.at else say("value.missing", language)
    return say("report.sealed", language, name=name, at=at)


def reproduction(home: Home, path: Path, language: Language, tell: Callable[[str], object] | None = None) -> list[str]:
    """The sentences of a document whose figures are those of the ledger of then; `tell` hears its stages.

    RefusedError names the first that differs, or says that the ledger does not know the file.
    """
    outcome = reproduce(home, path, tell)
    if outcome.difference:
        raise RefusedError(error_text("document_differs", number=outcome.number, finding=outcome.difference))
    if not outcome.registered:
        raise RefusedError(error_text("document_not_registered", number=outcome.number))
    key = "report.identical" if outcome.same_bytes else "report.identical_figures"
    lines = [say(key, language, number=outcome.number)]
    return lines if outcome.same_code else [*lines, say("report.other_code", language)]
