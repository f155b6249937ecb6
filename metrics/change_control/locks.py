"""Signing a period off: an act in the ledger that keeps the scorecard as it was signed, and its undoing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from access.identity.scope import Scope
from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import acts, entries, storage
from data.ledger.entries import Entry
from data.settings import tables
from data.settings.places import today_of
from metrics.acts import signed_periods
from metrics.acts.signed_periods import LOCK, SIGNED_FILE, UNLOCK, Lock
from metrics.judgement.row import Row
from metrics.periods import Period
from metrics.scorecard import score
from metrics.scorecard.score import Scorecard
from metrics.scorecard.workspace import Workspace


def lock(home: Home, scope: Scope, who: str, period: str, region: str | None, document: str) -> Lock:
    """Sign a period of a place (None: of the root) and of all in it off, by the document of that number.

    RefusedError when it has not ended, is signed already, lies out of scope, or no document is named.
    """
    said = acts.text("document", document, 200)
    region = None if region == tables.province(home) else region
    if region is None and not scope.covers(None):
        raise RefusedError(error_text("lock_province"))
    with storage.lock(home):
        card = scorecard(home, scope, period, region)
        entry = record(home, LOCK, who, card, {"period": card.period, "region": region, "document": said})
    return signed_periods.standing([entry])[0]


def scorecard(home: Home, scope: Scope, period: str, region: str | None) -> Scorecard:
    """What is signed of a period and a place with all in it, as it is now.

    RefusedError when the period has not ended or is signed already.
    """
    with Workspace(home, scope) as workspace:
        card = score.scored(workspace, period, region)
        _refuse(home, scope, card, region)
        return replace(card, rows=card.rows + tuple(rows_below(workspace, period, region)))


def rows_below(workspace: Workspace, period: str, region: str | None) -> Iterator[Row]:
    """The rows of every place in a place (None: in the root), level by level."""
    for place in workspace.tree.subtree(region or workspace.tree.root):
        if not workspace.tree.is_leaf(place):
            yield from score.scored(workspace, period, place, by="region").rows


def record(home: Home, kind: str, who: str, card: Scorecard, what: Mapping[str, Any]) -> Entry:
    """Put a scorecard into the ledger as an act of that kind."""
    with storage.side_folder(home) as folder:
        _write(folder / SIGNED_FILE, card)
        return entries.append(home, folder, kind, who, what)


def _refuse(home: Home, scope: Scope, card: Scorecard, region: str | None) -> None:
    if not Period(card.period).has_ended(today_of(home)):
        raise RefusedError(error_text("lock_not_ended", period=card.period))
    if any(one.period == card.period and one.region == region for one in listed(home, scope)):
        raise RefusedError(error_text("lock_twice", period=card.period))


def unlock(home: Home, scope: Scope, who: str, seq: int, reason: str) -> None:
    """Take a lock in scope back, with a reason; what was signed stays in the ledger."""
    said = acts.text("reason", reason)
    with storage.lock(home):
        if not any(one.seq == seq for one in listed(home, scope)):
            raise RefusedError(error_text("lock_missing", seq=seq))
        acts.record(home, UNLOCK, who, {"unlocks": seq, "reason": said})


def listed(home: Home, scope: Scope) -> list[Lock]:
    """The standing locks of the regions in scope; those of the whole province concern everyone who sees it whole."""
    locks = signed_periods.standing(entries.entries(home))
    return [one for one in locks if scope.covers(one.region)]


def _write(path: Path, card: Scorecard) -> None:
    fields = {name: value for name, value in card.__dict__.items() if name != "rows"}
    fields["rows"] = [row.as_dict() for row in card.rows]
    text = json.dumps(fields, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    path.write_bytes(f"{text}\n".encode())
