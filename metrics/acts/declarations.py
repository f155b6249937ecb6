"""Declared obstacles: what a region says holds it back, with its document; so one without records can speak too.

An act in the ledger (rules.md §5). It is closed by another act with a reason; both stay.
"""

from dataclasses import dataclass, replace
from datetime import date

from access.identity.scope import Scope
from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import acts
from data.settings import tables
from metrics.acts import checks
from metrics.catalogue.indicators import OPERATING

KIND, CLOSED = "declared_obstacle", "declared_obstacle_closed"
ABOUT = OPERATING
"""The indicator a declaration is about when it names none."""


@dataclass(frozen=True)
class Declaration:
    """An obstacle a region declares: its code (obstacles.csv), document and day, and what is the matter.

    `closed_on` is the day it was closed, with `closed_because`.
    """

    region: str
    code: str
    document: str
    on: date
    text: str
    indicator: str = ABOUT
    agency: str | None = None
    service: str | None = None
    seq: int = 0
    who: str = ""
    when: str = ""
    closed_on: date | None = None
    closed_because: str | None = None

    def held_on(self, day: date) -> bool:
        """Whether it stood on a day."""
        return self.on <= day and (self.closed_on is None or day < self.closed_on)


def declare(home: Home, scope: Scope, who: str, draft: Declaration) -> Declaration:
    """Put a declaration into the ledger; the first thing wrong is a RefusedError, and nothing is written."""
    _check(home, scope, draft)
    checked = replace(
        draft,
        document=acts.text("document", draft.document, 120),
        text=acts.text("description", draft.text),
    )
    what = {
        "region": checked.region,
        "code": checked.code,
        "document": checked.document,
        "on": checked.on.isoformat(),
        "text": checked.text,
        "indicator": checked.indicator,
        "agency": checked.agency,
        "service": checked.service,
    }
    entry = acts.record(home, KIND, who, what)
    return replace(checked, seq=entry.seq, who=entry.who, when=entry.when)


def close(home: Home, scope: Scope, who: str, seq: int, reason: str) -> None:
    """Close a declaration with a reason; a RefusedError when there is none open in scope."""
    if not any(declaration.seq == seq and declaration.closed_on is None for declaration in listed(home, scope)):
        raise RefusedError(error_text("declaration_missing", seq=seq))
    acts.record(home, CLOSED, who, {"declared": seq, "reason": acts.text("reason", reason)})


def listed(home: Home, scope: Scope, as_of: int | None = None) -> list[Declaration]:
    """Every declaration in scope as it stands, oldest first, closed ones too."""
    by_seq: dict[int, Declaration] = {}
    for entry in acts.standing(home, KIND, CLOSED, as_of=as_of):
        if entry.kind == KIND:
            what = {**entry.what, "on": date.fromisoformat(entry.what["on"])}
            by_seq[entry.seq] = Declaration(**what, seq=entry.seq, who=entry.who, when=entry.when)
        elif entry.what["declared"] in by_seq:
            seq = int(entry.what["declared"])
            day = date.fromisoformat(entry.when[:10])
            by_seq[seq] = replace(by_seq[seq], closed_on=day, closed_because=entry.what["reason"])
    return [declared for declared in by_seq.values() if scope.sees(declared.region)]


def _check(home: Home, scope: Scope, draft: Declaration) -> None:
    services = tables.services(home)
    checks.region(home, scope, draft.region)
    checks.listed("obstacle", draft.code, set(tables.obstacles(home)["code"]), "choose_obstacle")
    checks.indicator(home, draft.indicator)
    checks.listed("agency", draft.agency, {None, *services["agency_code"]}, "write_agency")
    checks.listed("service", draft.service, {None, *services["code"]}, "write_service")
    checks.not_ahead(home, draft.on)
