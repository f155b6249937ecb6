"""Tokens by which programs speak for an account: of few rights, for some days, known to the server by a hash only.

A token reads `capaian_<id>_<secret>`. It never may more than its account may at that moment, and it may less: one
region of all, reading without loading.
"""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from access.identity import accounts, roles
from access.identity.accounts import Account
from access.identity.errors import AccessError
from access.identity.scope import Subtree, alone, places_of
from access.identity.viewer import Viewer
from access.sessions import audit_log, store

PREFIX = "capaian"
SECRET_BYTES, ID_BYTES = 32, 4
LONGEST_DAYS = 366
DAY_SECONDS = 24 * 3600
TOUCH_SECONDS = 60
READ, LOAD = "read", "load"
RIGHTS = (READ, LOAD)
_UNKNOWN = hashlib.sha256(b"").hexdigest()
"""What the secret of a token that is not there is compared with, which no secret has."""

State = Literal["active", "expired", "revoked"]


@dataclass(frozen=True)
class ApiToken:
    """One token without its secret; times are seconds since 1970. `region` narrows what its account sees."""

    id: str
    account: str
    region: str | None
    rights: tuple[str, ...]
    made_at: float
    until: float
    revoked_at: float | None = None
    used_at: float | None = None

    def state(self, now: float) -> State:
        """Whether it holds."""
        if self.revoked_at is not None:
            return "revoked"
        return "active" if now < self.until else "expired"


@dataclass(frozen=True)
class Bearer:
    """Who sends a request: a token that holds, and the viewer its account is now, narrowed to the token's region."""

    token: ApiToken
    viewer: Viewer

    def may(self, right: str) -> bool:
        """Whether token and account both hold a right of `RIGHTS`."""
        return right in self.token.rights and (right == READ or self.viewer.may(right))


def add(
    root: Path,
    name: str,
    days: int,
    region: str | None = None,
    rights: tuple[str, ...] = (READ,),
    subtree: Subtree = alone,
    by: str | None = None,
) -> str:
    """A new token of an account; returned here once and kept nowhere. AccessError when it would not fit the account.

    `by` names who made it, where that is not the account itself.
    """
    match = accounts.load(root).find(name)
    if match is None:
        raise AccessError("unknown", name=name)
    account_name, account = match
    _check(account, days, region, rights, subtree)
    id_, secret, now = secrets.token_hex(ID_BYTES), secrets.token_urlsafe(SECRET_BYTES), time.time()
    row = (id_, _hash(secret), account_name, region, " ".join(rights), now, now + days * DAY_SECONDS)
    store.of(root).changed("insert into api_tokens values (?, ?, ?, ?, ?, ?, ?, null, null)", row)
    _note(root, "token_add", account_name, id_, by)
    return f"{PREFIX}_{id_}_{secret}"


def _check(account: Account, days: int, region: str | None, rights: tuple[str, ...], subtree: Subtree) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise AccessError("token_days", longest=LONGEST_DAYS)
    of_account = places_of(account.region, subtree)
    if of_account is not None and region is not None and region not in of_account:
        raise AccessError("token_region", region=account.region)
    if not rights or not set(rights) <= set(RIGHTS):
        raise AccessError("token_rights", rights=", ".join(RIGHTS))
    if LOAD in rights and not roles.may(account.role, LOAD):
        raise AccessError("token_load", role=account.role)


def listed(root: Path) -> list[ApiToken]:
    """Every token ever made, the newest first."""
    if not (root / store.FILE).exists():
        return []  # who only looks leaves nothing behind
    rows = store.of(root).rows(f"select {_COLUMNS} from api_tokens order by made_at desc, id")
    return [_token(row) for row in rows]


def revoke(root: Path, id_: str, by: str | None = None) -> ApiToken:
    """End a token at once, in every process; AccessError when there is none of that id. One that is over stays so."""
    rows = store.of(root).rows(f"select {_COLUMNS} from api_tokens where id = ?", (id_,))
    if not rows:
        raise AccessError("token_unknown", id=id_)
    token = _token(rows[0])
    if token.revoked_at is None:
        store.of(root).changed("update api_tokens set revoked_at = ? where id = ?", (time.time(), id_))
        _note(root, "token_revoke", token.account, id_, by)
    return token


def _note(root: Path, what: str, account: str, id_: str, by: str | None) -> None:
    audit_log.note(root, what, by or account, f"{account} {id_}" if by else id_)


def bearer(root: Path, text: str, subtree: Subtree = alone) -> Bearer:
    """Who holds this token now; AccessError (`token_wrong`, `token_expired`, `token_revoked`) when nobody does.

    Why it no longer holds is told only to who has its secret. A secret is compared in constant time, also where there
    is no token of that id.
    """
    prefix, _, rest = text.partition("_")
    id_, _, secret = rest.partition("_")
    rows = store.of(root).rows(f"select {_COLUMNS}, hash from api_tokens where id = ?", (id_,))
    is_same = hmac.compare_digest(rows[0][-1] if rows else _UNKNOWN, _hash(secret))
    if not rows or not is_same or prefix != PREFIX:
        raise AccessError("token_wrong")
    token, now = _token(rows[0][:-1]), time.time()
    if token.state(now) != "active":
        raise AccessError(f"token_{token.state(now)}")
    viewer = _viewer(root, token, subtree)
    if viewer is None:
        raise AccessError("token_revoked")
    if token.used_at is None or now - token.used_at > TOUCH_SECONDS:
        store.of(root).changed("update api_tokens set used_at = ? where id = ?", (now, id_))
    return Bearer(token, viewer)


def _viewer(root: Path, token: ApiToken, subtree: Subtree) -> Viewer | None:
    """The account as it is at this moment; None when it is gone, shut, or moved away from the token's region."""
    match = accounts.load(root).find(token.account)
    if match is None or match[1].disabled:
        return None
    name, account = match
    of_account = places_of(account.region, subtree)
    if token.region is not None and of_account is not None and token.region not in of_account:
        return None
    return Viewer(name, account.role, places_of(token.region or account.region, subtree), "id")


_COLUMNS = "id, account, region, rights, made_at, until, revoked_at, used_at"


def _token(row: tuple[object, ...]) -> ApiToken:
    id_, account, region, rights, *times = row
    return ApiToken(id_, account, region, tuple(str(rights).split()), *times)  # type: ignore[arg-type]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
