"""Standing of an issued document, told from its number and the first digits of a fingerprint."""

from typing import Any, Literal

from data.home import Home
from data.ledger import entries
from reports.lifecycle.issue import KIND

Standing = Literal["genuine", "superseded", "unknown"]
SAME = ("document", "format", "language", "period", "region", "indicator", "scope")
"""What two documents have in common of which the later supersedes the earlier."""


def standing(home: Home, number: str, digits: str) -> Standing:
    """Genuine, superseded by a later issue of the same document, or unknown.

    A number that was never issued and a fingerprint that is not its own get the same answer.
    """
    issued = [entry.what for entry in entries.entries(home) if entry.kind == KIND]
    place = next((place for place, what in enumerate(issued) if _is(what, number, digits)), None)
    if place is None:
        return "unknown"
    subject = _subject(issued[place])
    return "superseded" if any(_subject(later) == subject for later in issued[place + 1 :]) else "genuine"


def _is(what: Any, number: str, digits: str) -> bool:
    fingerprints = (str(what.get(name, "")) for name in ("sha256", "figures_sha256"))
    return bool(digits) and what.get("number") == number and any(text.startswith(digits) for text in fingerprints)


def _subject(what: Any) -> list[Any]:
    return [what.get(name) for name in SAME]
