"""Confirmations: an office says that what is known of a region's MPP is so, with its document. Acts in the ledger."""

from dataclasses import dataclass, replace
from datetime import date

from access.identity.scope import Scope
from data.home import Home
from data.ledger import acts
from metrics.acts import checks

KIND = "milestone_confirmation"


@dataclass(frozen=True)
class Confirmation:
    """Everything known of a region's path when entry `seq` was made is confirmed by `who`, by a document of a day."""

    region: str
    document: str
    on: date
    remark: str | None = None
    seq: int = 0
    who: str = ""
    when: str = ""


def confirm(home: Home, scope: Scope, who: str, draft: Confirmation) -> Confirmation:
    """Put a confirmation into the ledger; the first thing wrong is a RefusedError, and nothing is written."""
    checks.region(home, scope, draft.region)
    checks.not_ahead(home, draft.on)
    checked = replace(
        draft,
        document=acts.text("document", draft.document, 120),
        remark=acts.optional_text("note", draft.remark),
    )
    what = {"region": checked.region, "document": checked.document, "on": checked.on.isoformat()}
    entry = acts.record(home, KIND, who, {**what, "remark": checked.remark})
    return replace(checked, seq=entry.seq, who=entry.who, when=entry.when)


def listed(home: Home, scope: Scope, as_of: int | None = None) -> list[Confirmation]:
    """Every confirmation in scope that stands, oldest first."""
    confirmations = []
    for entry in acts.standing(home, KIND, as_of=as_of):
        what = {**entry.what, "on": date.fromisoformat(entry.what["on"])}
        confirmations.append(Confirmation(**what, seq=entry.seq, who=entry.who, when=entry.when))
    return [confirmation for confirmation in confirmations if scope.sees(confirmation.region)]
