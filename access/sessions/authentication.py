"""Who may come in, and as whom: the one place where a session becomes a viewer."""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from access.identity import accounts, passwords, roles
from access.identity.accounts import Account, Accounts
from access.identity.demo_roles import DemoRole
from access.identity.scope import Subtree, alone, places_of
from access.identity.viewer import Language, Viewer, chosen_language, every_language
from access.sessions import audit_log, second_step, sessions, store, throttle
from access.sessions.sessions import Session

SWITCH = "CAPAIAN_DEMO_SIGN_IN"
LINK_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Door:
    """The door of one home; `demo_roles` are those to try, none when the home holds real data (or no data)."""

    root: Path
    demo_roles: Callable[[], tuple[DemoRole, ...]]
    with_second_factor: Callable[[], Collection[str]] = frozenset
    """Roles that see nothing but their own account until they have set up a second factor."""
    subtree: Subtree = alone
    """What lies in the place of an account."""
    offered: Callable[[], Sequence[Language]] = every_language
    """The languages of the home's screens, the first where none of them is asked for."""

    def known(self) -> Accounts:
        """The accounts as the file has them now."""
        return accounts.load(self.root)

    def one_click(self) -> tuple[DemoRole, ...]:
        """The roles anybody may take: none once there is an account, or when switched off."""
        if os.environ.get(SWITCH) == "0" or self.known().accounts:
            return ()
        return self.demo_roles()

    def session(self, key: str | None) -> Session | None:
        """The session of that key while it holds: not over, its account open, its password the same."""
        session = sessions.find(self.root, key, self.known().sessions) if key else None
        return session if session is not None and self._viewer(session) is not None else None

    def viewer(self, key: str | None, language: str | None = None) -> Viewer | None:
        """Who looks, None when nobody is signed in; role and region are those of this moment."""
        session = sessions.find(self.root, key, self.known().sessions) if key else None
        return self._viewer(session, language) if session is not None else None

    def language_of(self, *candidates: str | None) -> Language:
        """The first of these that the home's screens speak, else the first that they do."""
        return chosen_language(self.offered(), *candidates)

    def places_of(self, region: str | None) -> tuple[str, ...] | None:
        """A viewer's scope from an account's region."""
        return places_of(region, self.subtree)

    def _viewer(self, session: Session, language: str | None = None) -> Viewer | None:
        speaks = self.language_of(language, session.language)
        if session.demo is not None:
            taken = next((role for role in self.one_click() if role.value == session.demo), None)
            return None if taken is None else Viewer("", taken.role, self.places_of(taken.region), speaks, demo=True)
        known_account = self.known().find(session.account or "")
        if known_account is None or known_account[1].disabled or stamp(known_account[1]) != session.stamp:
            return None
        name, account = known_account
        must_enrol = account.second_factor is None and account.role in self.with_second_factor()
        return Viewer(name, account.role, self.places_of(account.region), speaks, must_enrol=must_enrol)

    def enter(self, name: str, password: str, language: str, address: str = "", device: str = "") -> str | None:
        """Sign in with a password; the token of a new session, None when refused. Slow by intent.

        Failures are counted by name, by network address and by the device's token (`access.sessions.throttle`).
        CodeNeededError when the account has a second factor.
        """
        known = self.known()
        known_account = known.find(name)
        kept = known_account[1].password if known_account and not known_account[1].disabled else None
        if not passwords.matches(kept, password, known.passwords) or known_account is None:
            throttle.failed(self.root, name, address, device)
            store.of(self.root).count("refused")
            audit_log.note(self.root, "refused", known_account[0] if known_account else None)
            return None
        throttle.succeeded(self.root, name, device)
        return self._first_step(*known_account, language)

    def enter_proven(self, name: str, language: str) -> str | None:
        """Sign in somebody whose name the identity provider has proven; role and region are still our own table's."""
        known_account = self.known().find(name)
        if known_account is None or known_account[1].disabled:
            store.of(self.root).count("refused")
            audit_log.note(self.root, "refused", known_account[0] if known_account else None)
            return None
        return self._first_step(*known_account, language)

    def _first_step(self, name: str, account: Account, language: str) -> str:
        """Let somebody in who has shown the first secret, or ask for the second (CodeNeededError)."""
        if account.second_factor is not None:
            raise second_step.begin(self.root, name, stamp(account), language)
        return self._begin(name, None, stamp(account), language)

    def enter_with_code(self, ticket: str, code: str) -> tuple[str, str] | None:
        """The second step: account and token, None when the first step no longer holds. AccessError on a wrong code."""
        first = second_step.pending(self.root, ticket)
        entry = self.known().find(first[0]) if first is not None else None
        if first is None or entry is None or entry[1].disabled or stamp(entry[1]) != first[1]:
            return None
        name, account = entry
        second_step.check(self.root, name, account, code)
        return (
            (name, self._begin(name, None, stamp(account), first[2])) if second_step.finish(self.root, ticket) else None
        )

    def enter_demo(self, value: str, language: str) -> str | None:
        """Take a one-click role; None when it is not offered now."""
        if not any(role.value == value for role in self.one_click()):
            return None
        return self._begin(None, value, "", language)

    def _begin(self, account: str | None, demo: str | None, password_stamp: str, language: str) -> str:
        store.of(self.root).count("sign_in")
        audit_log.note(self.root, "sign_in", _noted(account, demo))
        return sessions.begin(self.root, account, demo, password_stamp, language)

    def leave(self, key: str) -> None:
        """Sign out."""
        if session := self.session(key):
            audit_log.note(self.root, "sign_out", _noted(session.account, session.demo))
        sessions.end(self.root, key)

    def first_link(self) -> str | None:
        """A key that lets somebody make the first administrator, once, within a day; None when it is not needed."""
        if self.known().accounts or self.one_click():
            return None
        token = secrets.token_urlsafe(sessions.TOKEN_BYTES)
        kept = store.of(self.root)
        kept.changed("delete from links")
        kept.changed("insert into links values (?, ?)", (sessions.key_of(token), time.time() + LINK_SECONDS))
        return token

    def link_holds(self, token: str) -> bool:
        """Whether that key still opens the form for the first administrator."""
        rows = store.of(self.root).rows("select until from links where key = ?", (sessions.key_of(token),))
        return bool(rows) and rows[0][0] > time.time() and not self.known().accounts

    def make_first(self, token: str, name: str, password: str) -> bool:
        """The first administrator; False when the key no longer holds. AccessError when name or password do not fit."""
        if not self.link_holds(token):
            return False
        accounts.add(self.root, name, roles.ADMINISTRATOR, None, password)
        store.of(self.root).changed("delete from links")
        audit_log.note(self.root, "first_account", name)
        return True


def stamp(account: Account) -> str:
    """What ties a session to the secrets of the moment it began."""
    second = account.second_factor.secret if account.second_factor is not None else ""
    return hashlib.sha256(((account.password or "") + second).encode()).hexdigest()[:16]


def _noted(account: str | None, demo: str | None) -> str:
    return account or f"contoh-{(demo or '').partition(':')[0]}"
