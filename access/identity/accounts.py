"""`access.yaml`: who has an account, with which role and region; read anew whenever the file changes."""

import functools
import os
import stat
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from access.identity import passwords, roles
from access.identity.errors import AccessError
from access.identity.passwords import Cost

FILE = "access.yaml"
OPEN_TO_OTHERS = 0o077

Name = Annotated[str, StringConstraints(pattern=r"^\w[\w .@-]{0,62}\w$")]
Region = Annotated[str, StringConstraints(pattern=r"^\d\d(\.\d\d)*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SecondFactor(_Strict):
    """The secret of an authenticator, and the hashes of the recovery codes that are left."""

    secret: str = Field(repr=False)
    recovery: list[str] = Field(default=[], repr=False)


class Account(_Strict):
    """One account; without a password it signs in only through the identity provider."""

    role: str
    region: Region | None = None
    password: str | None = None
    disabled: bool = False
    second_factor: SecondFactor | None = None

    @model_validator(mode="after")
    def _fits(self) -> "Account":
        if self.role not in roles.ROLES:
            raise ValueError("role_unknown")
        if self.role in roles.OWN_REGION_ONLY and self.region is None:
            raise ValueError("region_missing")
        if self.role not in roles.MAY_BE_BOUND and self.region is not None:
            raise ValueError("region_unwanted")
        return self


class Lifetime(_Strict):
    """How long a session lasts: without a sign of life, and at most."""

    idle_minutes: int = Field(default=60, ge=1)
    hours: int = Field(default=12, ge=1)


class Provider(_Strict):
    """An OpenID Connect provider that proves who somebody is; `claim` holds the account's name."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = "preferred_username"


class Accounts(_Strict):
    """The whole file."""

    accounts: dict[Name, Account] = {}
    sessions: Lifetime = Lifetime()
    passwords: Cost = Cost()
    provider: Provider | None = None

    def find(self, name: str) -> tuple[str, Account] | None:
        """The account of that name, whatever its capitals, with the name as it is written in the file."""
        wanted = folded(name)
        return next(((known, account) for known, account in self.accounts.items() if folded(known) == wanted), None)


def folded(name: str) -> str:
    """A name by which two spellings are known to be one."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def load(root: Path) -> Accounts:
    """The accounts of a home, none when it has no `access.yaml`; AccessError when that is open to others or wrong."""
    path = root / FILE
    try:
        status = path.lstat()
    except FileNotFoundError:
        return Accounts()
    except OSError as error:
        raise AccessError("unreadable", file=FILE) from error
    if stat.S_ISLNK(status.st_mode):
        raise AccessError("link", file=path)
    if os.name != "nt" and stat.S_IMODE(status.st_mode) & OPEN_TO_OTHERS:
        raise AccessError("open_to_others", file=path, mode=f"{stat.S_IMODE(status.st_mode):o}")
    return _parsed(path, (status.st_mtime_ns, status.st_size, status.st_ino))


@functools.lru_cache(maxsize=8)
def _parsed(path: Path, _stamp: tuple[int, int, int]) -> Accounts:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise AccessError("unreadable", file=FILE) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise AccessError("yaml", file=FILE, line=mark.line + 1 if mark else 1) from error
    try:
        accounts = Accounts.model_validate(content or {})
    except ValidationError as error:
        spot = ".".join(str(part) for part in error.errors()[0]["loc"] if part != "[key]")
        raise AccessError("part", file=FILE, part=spot or "accounts") from error
    if len({folded(name) for name in accounts.accounts}) < len(accounts.accounts):
        raise AccessError("twice", file=FILE)
    return accounts


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader without aliases, that does not let the last of two equal keys win in silence."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias", self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if len(keys) > len(set(keys)):
            raise yaml.constructor.ConstructorError(None, None, "a key is given twice", node.start_mark)
        return super().construct_mapping(node, deep)


def add(root: Path, name: str, role: str, region: str | None, password: str | None) -> str:
    """A new account; returns its name. AccessError when it exists, or role, region or password do not fit."""

    def with_one_more(known: Accounts) -> dict[str, Account]:
        if known.find(name):
            raise AccessError("exists", name=name)
        kept = None if password is None else passwords.hashed(password, name, known.passwords)
        return {**known.accounts, name: _account(role, region, kept)}

    _rewrite(root, with_one_more)
    return name


def set_password(root: Path, name: str, password: str) -> str:
    """A new password; every session of the account ends with the old one."""

    def changed(known: Accounts, written: str, _account: Account) -> dict[str, Any]:
        return {"password": passwords.hashed(password, written, known.passwords)}

    return _update(root, name, changed)


def set_disabled(root: Path, name: str, disabled: bool) -> str:
    """Shut an account, or open it again."""
    return _update(root, name, lambda _known, _written, _account: {"disabled": disabled})


def set_role(root: Path, name: str, role: str, region: str | None) -> str:
    """Another role, and the region it is bound to."""

    def changed(_known: Accounts, _written: str, _before: Account) -> dict[str, Any]:
        fitting = _account(role, region, None)
        return {"role": fitting.role, "region": fitting.region}

    return _update(root, name, changed)


def clear_password(root: Path, name: str) -> str:
    """No password until the account's link has set one; every session of the account ends."""
    return _update(root, name, lambda _known, _written, _account: {"password": None})


def set_first_password(root: Path, name: str, password: str) -> str:
    """The password of an open account that has none; AccessError when it has one by now, or is shut."""

    def changed(known: Accounts, written: str, account: Account) -> dict[str, Any]:
        if account.password is not None or account.disabled:
            raise AccessError("link_over")
        return {"password": passwords.hashed(password, written, known.passwords)}

    return _update(root, name, changed)


def set_second_factor(root: Path, name: str, factor: SecondFactor | None) -> str:
    """Codes of an authenticator are asked from now on, or (None) no more; every session of the account ends."""

    def changed(_known: Accounts, _written: str, account: Account) -> dict[str, Any]:
        if factor is not None and account.second_factor is not None:
            raise AccessError("factor_there")
        return {"second_factor": factor}

    return _update(root, name, changed)


def spend_recovery_code(root: Path, name: str, fingerprint: str) -> str:
    """Strike a recovery code out; AccessError when it is none of those left."""

    def changed(_known: Accounts, _written: str, account: Account) -> dict[str, Any]:
        factor = account.second_factor
        if factor is None or fingerprint not in factor.recovery:
            raise AccessError("code_wrong")
        left = [code for code in factor.recovery if code != fingerprint]
        return {"second_factor": SecondFactor(secret=factor.secret, recovery=left)}

    return _update(root, name, changed)


def existing(known: Accounts, name: str) -> Account:
    """The account of that name; AccessError when there is none."""
    return _existing(known, name)[1]


def _existing(known: Accounts, name: str) -> tuple[str, Account]:
    account = known.find(name)
    if account is None:
        raise AccessError("unknown", name=name)
    return account


def _account(role: str, region: str | None, password: str | None) -> Account:
    try:
        return Account(role=role, region=region, password=password)
    except ValidationError as error:
        fault = error.errors()[0]
        raise AccessError(str(fault["ctx"]["error"]) if "ctx" in fault else "region_form") from error


def _has_administrator(accounts: Mapping[str, Account]) -> bool:
    """Whether somebody can still look after the accounts on the web."""
    return any(account.role == roles.ADMINISTRATOR and not account.disabled for account in accounts.values())


def _update(root: Path, name: str, change: Callable[[Accounts, str, Account], dict[str, Any]]) -> str:
    """Write the fields that change in one account, seen as it stands under the lock; returns the name asked for."""

    def changed(known: Accounts) -> dict[str, Account]:
        written, account = _existing(known, name)
        return {**known.accounts, written: account.model_copy(update=change(known, written, account))}

    _rewrite(root, changed)
    return name


def _rewrite(root: Path, change: Callable[[Accounts], dict[str, Account]]) -> None:
    path = root / FILE
    try:
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(root / "access.lock", timeout=30, mode=0o600):
            known = load(root)
            content = known.model_dump(exclude_defaults=True, exclude={"accounts"})
            after = change(known)
            if _has_administrator(known.accounts) and not _has_administrator(after):
                raise AccessError("last_administrator")
            content["accounts"] = {name: account.model_dump(exclude_defaults=True) for name, account in after.items()}
            try:
                Accounts.model_validate(content)
            except ValidationError as error:
                raise AccessError("name_form") from error
            _write(path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    except OSError as error:
        raise AccessError("unwritable", file=FILE) from error


def _write(path: Path, text: str) -> None:
    """Beside it first, so that no reader ever sees half a file."""
    side = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(side, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    side.replace(path)
