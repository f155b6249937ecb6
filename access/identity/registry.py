"""Changing `access.yaml`: whole, under a lock, never readable by others."""

import os
from collections.abc import Callable
from pathlib import Path

import yaml
from filelock import FileLock
from pydantic import ValidationError

from access.identity import accounts, passwords
from access.identity.accounts import FILE, Account, Accounts
from access.identity.errors import AccessError


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

    def changed(known: Accounts) -> dict[str, Account]:
        written, account = _found(known, name)
        kept = passwords.hashed(password, written, known.passwords)
        return {**known.accounts, written: account.model_copy(update={"password": kept})}

    _rewrite(root, changed)
    return name


def set_disabled(root: Path, name: str, disabled: bool) -> str:
    """Shut an account, or open it again."""

    def changed(known: Accounts) -> dict[str, Account]:
        written, account = _found(known, name)
        return {**known.accounts, written: account.model_copy(update={"disabled": disabled})}

    _rewrite(root, changed)
    return name


def _found(known: Accounts, name: str) -> tuple[str, Account]:
    found = known.find(name)
    if found is None:
        raise AccessError("unknown", name=name)
    return found


def _account(role: str, region: str | None, password: str | None) -> Account:
    try:
        return Account(role=role, region=region, password=password)
    except ValidationError as error:
        told = error.errors()[0]
        raise AccessError(str(told["ctx"]["error"]) if "ctx" in told else "region_form") from error


def _rewrite(root: Path, change: Callable[[Accounts], dict[str, Account]]) -> None:
    path = root / FILE
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / "access.lock", timeout=30, mode=0o600):
            known = accounts.load(root)
            told = known.model_dump(exclude_defaults=True, exclude={"accounts"})
            told["accounts"] = {
                name: account.model_dump(exclude_defaults=True) for name, account in change(known).items()
            }
            try:
                Accounts.model_validate(told)
            except ValidationError as error:
                raise AccessError("name_form") from error
            _write(path, yaml.safe_dump(told, allow_unicode=True, sort_keys=False))
    except OSError as error:
        raise AccessError("unwritable", file=FILE) from error


def _write(path: Path, text: str) -> None:
    """Beside it first, so that no reader ever sees half a file."""
    side = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(side, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    side.replace(path)
