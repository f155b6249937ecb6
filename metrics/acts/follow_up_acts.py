"""Proposing a follow-up and adding to it: every text is checked before the ledger takes it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, get_args

from access.identity.scope import Scope
from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import acts
from data.settings import tables
from metrics.acts import checks, follow_ups
from metrics.acts.follow_ups import CHANGED, OPENED, SLICE, FollowUp, Status


@dataclass(frozen=True)
class Draft:
    """A follow-up as somebody proposes it, in plain text."""

    indicator: str
    period: str
    fact: str
    cause: str
    action: str
    owner: str
    deadline: str
    region: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    obstacle_code: str | None = None


def propose(home: Home, scope: Scope, who: str, draft: Draft) -> FollowUp:
    """Check a draft and put it into the ledger; the first thing wrong is a RefusedError, and nothing is written."""
    what = _checked(home, scope, draft)
    return follow_ups.opened(acts.record(home, OPENED, who, what))


def change(
    home: Home,
    scope: Scope,
    who: str,
    seq: int,
    *,
    status: str | None = None,
    deadline: str | None = None,
    remark: str | None = None,
    sign_off: bool = False,
    link: str | None = None,
    file: tuple[str, bytes] | None = None,
) -> FollowUp:
    """Add to a follow-up: a status, a deadline, a remark, a sign-off, evidence (a link, or a file as name and bytes).

    Of a file only name and fingerprint are kept.

    A new deadline needs a remark that says why. RefusedError when nothing is changed or something is wrong.
    """
    before = follow_ups.by_number(home, scope, seq)
    what: dict[str, Any] = {"follow_up": seq}
    if status is not None:
        what["status"] = _status(status)
    if deadline is not None:
        what["deadline"] = acts.day("deadline", deadline).isoformat()
    if remark or deadline is not None:
        what["remark"] = acts.text("note", remark or "")
    if sign_off:
        what["sign_off"] = True
    proofs = [{"name": _link(link)}] if link else []
    if file is not None:
        name = acts.text("evidence", PurePath(file[0]).name, 200)
        proofs.append({"name": name, "sha256": hashlib.sha256(file[1]).hexdigest()})
    if proofs:
        what["evidence"] = proofs
    if len(what) == 1:
        raise RefusedError(error_text("follow_up_unchanged", seq=seq))
    return follow_ups.changed(before, acts.record(home, CHANGED, who, what))


def _checked(home: Home, scope: Scope, draft: Draft) -> dict[str, Any]:
    checks.indicator(home, draft.indicator)
    checks.region(home, scope, draft.region, or_whole=True)
    period = checks.period(draft.period).code
    obstacle = _obstacle(home, draft.obstacle_code)
    return {
        "indicator": draft.indicator,
        "region": draft.region,
        "where": _slice(home, draft.where),
        "period": period,
        "fact": acts.text("fact", draft.fact),
        "cause": acts.text("cause", draft.cause),
        "action": acts.text("action", draft.action),
        "owner": acts.text("owner", draft.owner, 200),
        "deadline": acts.day("deadline", draft.deadline).isoformat(),
        **obstacle,
    }


def _obstacle(home: Home, code: str | None) -> dict[str, str | None]:
    if code is None:
        return {"obstacle_code": None, "controllable": None}
    table = tables.obstacles(home).set_index("code")
    if code not in table.index:
        raise RefusedError(error_text("field_obstacle_unknown"))
    return {"obstacle_code": code, "controllable": str(table.loc[code, "controllable"])}


def _slice(home: Home, where: Mapping[str, str]) -> dict[str, str]:
    services = tables.services(home)
    known = {"service_code": set(services["code"]), "agency_code": set(services["agency_code"])}
    known["channel"] = {"langsung", "elektronik", "mandiri", "bergerak"}
    for name, member in where.items():
        if name not in SLICE or member not in known[name] | {"-"}:
            raise RefusedError(error_text("field_part_unknown"))
    return dict(where)


def _link(link: str) -> str:
    if not link.startswith(("https://", "http://")) or len(link) > 500 or any(sign.isspace() for sign in link):
        raise RefusedError(error_text("field_link_unknown"))
    return acts.text("evidence", link, 500)


def _status(written: str) -> str:
    if written not in get_args(Status):
        raise SetupError(error_text("status_unknown", status=written, known=", ".join(get_args(Status))))
    return written
