"""Sign-off up the hierarchy: an analyst proposes, the regent signs his region's, the governor the province's.

Each is an act in the ledger with the scorecard of its moment. What is signed is what was proposed: figures that changed
in between are named, and the period is to be proposed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from access.identity import roles
from access.identity.scope import Scope
from access.identity.viewer import Viewer
from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import acts, entries, storage
from data.settings import tables
from metrics.acts import signed_periods
from metrics.acts.signed_periods import LOCK, PROPOSAL, Lock, SignOff
from metrics.catalogue import indicators
from metrics.change_control import locks, restatements
from metrics.change_control.restatements import Restatement
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace
from text.words import Language

NAMED = 5
"""Changed figures that a refusal names."""


@dataclass(frozen=True)
class State:
    """The sign-off of a place and period, and the figures that changed since they were proposed or signed."""

    sign_off: SignOff
    changes: tuple[Restatement, ...]


def may_sign(viewer: Viewer, region: str | None) -> bool:
    """Whether a viewer signs for a region, or (None) the root: each for the place he answers for."""
    if not viewer.may("sign_period"):
        return False
    return viewer.role == roles.TERMINAL or region == viewer.home_region


def propose(home: Home, scope: Scope, who: str, period: str, region: str | None, note: str) -> Lock:
    """Propose a period of a region (None: of the province with its regions); a newer proposal replaces it.

    RefusedError when it has not ended, is signed already, lies out of scope, or nothing is noted.
    """
    said, region = acts.text("note", note, 200), _place(home, scope, region)
    with storage.lock(home):
        card = locks.scorecard(home, scope, period, region)
        what = {"period": card.period, "region": region, "document": said}
        entry = locks.record(home, PROPOSAL, who, card, what)
    return signed_periods.proposals([entry])[0]


def sign(
    home: Home, viewer: Viewer, who: str, period: str, region: str | None, document: str, proposal: int | None = None
) -> Lock:
    """Sign what was proposed, by the document of that number; `proposal` is the entry that was looked at, if any.

    RefusedError when nothing is proposed, when another proposal took the place of that one, when figures changed
    since, and for who does not answer for the place.
    """
    scope = viewer.scope
    said, region = acts.text("document", document, 200), _place(home, scope, region)
    if not may_sign(viewer, region):
        raise RefusedError(error_text("sign_off_not_yours"))
    with storage.lock(home):
        card = locks.scorecard(home, scope, period, region)
        proposed = _proposal(home, card.period, region)
        if proposal not in (None, proposed.seq):
            raise RefusedError(error_text("sign_off_other", period=card.period, seq=proposed.seq, seen=proposal))
        with Workspace(home, scope) as workspace:
            changes = list(restatements.since(workspace, proposed))
        if changes:
            names = _codes(changes)
            raise RefusedError(error_text("sign_off_changed", seq=proposed.seq, count=len(changes), names=names))
        what = {"period": card.period, "region": region, "document": said, "role": viewer.role}
        entry = locks.record(home, LOCK, who, card, {**what, "proposal": proposed.seq})
    return signed_periods.standing([entry])[0]


def revoke(home: Home, viewer: Viewer, who: str, seq: int, reason: str) -> None:
    """Take a proposal or a signature in scope back, with a reason; RefusedError when it is neither, or not his to take.

    Who may sign may revoke both, who may propose only proposals; a lock of the administrator is opened by `unlock`.
    """
    scope, listed = viewer.scope, entries.entries(home)
    proposed = [act.seq for act in signed_periods.proposals(listed) if scope.covers(act.region)]
    signed = [act.seq for act in signed_periods.standing(listed) if act.role and scope.covers(act.region)]
    if seq in proposed:
        acts.withdraw(home, seq, who, reason, PROPOSAL)
    elif seq in signed and viewer.may("sign_period"):
        locks.unlock(home, scope, who, seq, reason)
    else:
        raise RefusedError(error_text("sign_off_missing", seq=seq))


def state(workspace: Workspace, period: str, region: str | None) -> State:
    """How far a period of a place is signed off, and what changed since."""
    standing = signed_periods.sign_off(workspace.entries, Period(period), region, workspace.tree)
    changes = restatements.since(workspace, standing.act) if standing.act else ()
    return State(standing, tuple(change for change in changes if workspace.tree.covers(region, change.member)))


def described(changes: Sequence[Restatement], home: Home, language: Language, region: str | None = None) -> list[str]:
    """Names of the changed figures: indicator and, where it is not the `region` that is spoken of, its region."""
    known, root = indicators.load(home), tables.province(home)
    names = {code: name for code, name in tables.place_names(home).items() if code not in (root, region)}
    return [
        known[change.indicator].name[language] + (f" ({names[change.member]})" if change.member in names else "")
        for change in changes
    ]


def _codes(changes: Sequence[Restatement]) -> str:
    """The first of the changed figures by code, which is the same in every language."""
    codes = [f"{change.indicator} ({change.member})" for change in changes[:NAMED]]
    return ", ".join([*codes, *(["…"] if len(changes) > NAMED else [])])


def _place(home: Home, scope: Scope, region: str | None) -> str | None:
    place = None if region == tables.province(home) else region
    if place is None and not scope.covers(None):
        raise RefusedError(error_text("lock_province"))
    return place


def _proposal(home: Home, period: str, region: str | None) -> Lock:
    proposed = signed_periods.proposals(entries.entries(home))
    match = next((act for act in proposed if (act.period, act.region) == (period, region)), None)
    if match is None:
        raise RefusedError(error_text("sign_off_unproposed", period=period))
    return match
