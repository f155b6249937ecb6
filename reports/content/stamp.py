"""When, by whom and on what a document was issued; with the options this is all that a document is a function of."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from access.identity.scope import Scope
from reports.content.options import Options


@dataclass(frozen=True)
class Stamp:
    """Number of the document, the newest entry it rests on with that entry's SHA-256, the moment (WIB), and who.

    `checkpoint` is that of the entry (`reports.proof.checkpoints`), `letterhead` the office's own
    (`reports.lifecycle.letterhead`), `licence` that of its data packages; documents of earlier programs have none.
    """

    number: str
    as_of: int
    ledger_head: str
    at: str
    by: str
    checkpoint: str | None = None
    letterhead: Mapping[str, Any] | None = None
    licence: Mapping[str, Any] | None = None

    @property
    def moment(self) -> datetime:
        """The moment of issue; its day decides which periods have ended."""
        return datetime.fromisoformat(self.at)


LATER = ("checkpoint", "letterhead", "licence")
"""Parts that documents of earlier programs lack."""


def number(year: int, seq: int) -> str:
    """A document is numbered by the ledger entry that registers it: `MPP-2026-00076`."""
    return f"MPP-{year}-{seq:05d}"


def as_dict(stamp: Stamp, options: Options, scope: Scope) -> dict[str, Any]:
    """Stamp, options and scope as a document carries them."""
    regions = None if scope.regions is None else sorted(scope.regions)
    stamped = {name: value for name, value in asdict(stamp).items() if value is not None}
    return {**stamped, **options.as_dict(), "scope": regions}


def read(carried: dict[str, Any]) -> tuple[Stamp, Options, Scope]:
    """What `as_dict` wrote; KeyError or TypeError when a part is missing."""
    always = {name: carried[name] for name in Stamp.__dataclass_fields__ if name not in LATER}
    stamp = Stamp(**always, **{name: carried[name] for name in LATER if name in carried})
    options = Options.carried(carried)
    regions = carried["scope"]
    return stamp, options, Scope(None if regions is None else frozenset(regions))
