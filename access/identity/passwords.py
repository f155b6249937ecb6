"""Passwords: argon2id, and the same time whether or not the account exists."""

import functools

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import BaseModel, ConfigDict, Field

from access.identity.errors import AccessError

SHORTEST, LONGEST = 8, 256


class Cost(BaseModel):
    """What one guess costs (RFC 9106, second recommendation); lower only for tests."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    rounds: int = Field(default=3, ge=1)
    memory_kib: int = Field(default=65536, ge=8)
    lanes: int = Field(default=4, ge=1)


def hashed(password: str, name: str, cost: Cost) -> str:
    """The argon2id hash to keep; AccessError when the password is too short, too long or the name itself."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccessError("password_length", shortest=SHORTEST, longest=LONGEST)
    if password.casefold() == name.casefold():
        raise AccessError("password_is_name")
    return _hasher(cost).hash(password)


def matches(known: str | None, password: str, cost: Cost) -> bool:
    """Whether the password is the one kept; an absent one (no such account) takes just as long and never matches."""
    try:
        return _hasher(cost).verify(known or _nobodys(cost), password[: LONGEST + 1]) and known is not None
    except (VerificationError, InvalidHashError):
        return False


@functools.lru_cache(maxsize=4)
def _hasher(cost: Cost) -> PasswordHasher:
    return PasswordHasher(time_cost=cost.rounds, memory_cost=cost.memory_kib, parallelism=cost.lanes)


@functools.lru_cache(maxsize=4)
def _nobodys(cost: Cost) -> str:
    return _hasher(cost).hash("")
