"""`access.yaml`: who has an account, with which role and region; read anew whenever the file changes."""

import functools
import os
import stat
import unicodedata
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from access.identity import roles
from access.identity.errors import AccessError
from access.identity.passwords import Cost

FILE = "access.yaml"
OPEN_TO_OTHERS = 0o077

Name = Annotated[str, StringConstraints(pattern=r"^\w[\w .@-]{0,62}\w$")]
Region = Annotated[str, StringConstraints(pattern=r"^\d\d(\.\d\d)?$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Account(_Strict):
    """One account; without a password it signs in only through the identity provider."""

    role: str
    region: Region | None = None
    password: str | None = None
    disabled: bool = False

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
        found = path.stat()
    except FileNotFoundError:
        return Accounts()
    except OSError as error:
        raise AccessError("unreadable", file=FILE) from error
    if os.name != "nt" and stat.S_IMODE(found.st_mode) & OPEN_TO_OTHERS:
        raise AccessError("open_to_others", file=path, mode=f"{stat.S_IMODE(found.st_mode):o}")
    return _parsed(path, (found.st_mtime_ns, found.st_size, found.st_ino))


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
    """PyYAML's safe loader that does not let the last of two equal keys win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        if len(keys) > len(set(keys)):
            raise yaml.constructor.ConstructorError(None, None, "a key is given twice", node.start_mark)
        return super().construct_mapping(node, deep)
