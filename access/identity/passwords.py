"""Passwords: argon2id, and the same time whether or not the account exists."""

import functools
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import BaseModel, ConfigDict, Field

from access.identity.errors import AccessError

SHORTEST, LONGEST = 8, 256
FEWEST_LETTERS, LONGEST_PIECE = 4, 3
ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
DIGITS = "0123456789"
READ_AS = str.maketrans("01345789@$!", "oieastbgasi")
"""Signs that stand for letters in passwords."""
LONG = 12
"""From here on what stands about a common word makes a password of it that is long enough to guess at."""
COMMON = Path(__file__).with_name("common_passwords.txt")


class Cost(BaseModel):
    """What one guess costs (RFC 9106, second recommendation); lower only for tests."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    rounds: int = Field(default=3, ge=1)
    memory_kib: int = Field(default=65536, ge=8)
    lanes: int = Field(default=4, ge=1)


def hashed(password: str, name: str, cost: Cost) -> str:
    """The argon2id hash to keep; AccessError when the password is too short, too long, the name itself or common."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccessError("password_length", shortest=SHORTEST, longest=LONGEST)
    if password.casefold() == name.casefold():
        raise AccessError("password_is_name")
    if is_common(password, name):
        raise AccessError("password_common")
    return _hasher(cost).hash(password)


def is_common(password: str, name: str = "") -> bool:
    """Whether a guesser would try it early (NIST SP 800-63B §5.1.1.2).

    That is a common word or the name of the account, in a short password also with digits and signs about it; a row of
    keys; one sign or a short piece again and again.
    """
    letters = _letters(password)
    if len(letters) < FEWEST_LETTERS:
        return len(set(password)) < FEWEST_LETTERS
    sizes = range(1, LONGEST_PIECE + 1)
    if any(letters == (letters[:size] * len(letters))[: len(letters)] for size in sizes):
        return True
    if any(letters in row or letters in row[::-1] for row in ROWS):
        return True
    bare = letters.strip(DIGITS)
    words = _common() | {_letters(name).strip(DIGITS)}
    if len(password) >= LONG:
        return not bare or letters in words
    signs = password.strip().rstrip(DIGITS + "!?.,*#@$%-_ ")
    readings = {bare, *(_letters(text.translate(READ_AS)) for text in (password, signs, bare))}
    return not bare or not words.isdisjoint(readings - {""})


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def matches(known: str | None, password: str, cost: Cost) -> bool:
    """Whether the password is the one kept; an absent one (no such account) takes just as long and never matches."""
    try:
        return _hasher(cost).verify(known or _nobodys(cost), password[: LONGEST + 1]) and known is not None
    except (VerificationError, InvalidHashError):
        return False


@functools.cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@functools.lru_cache(maxsize=4)
def _hasher(cost: Cost) -> PasswordHasher:
    return PasswordHasher(time_cost=cost.rounds, memory_cost=cost.memory_kib, parallelism=cost.lanes)


@functools.lru_cache(maxsize=4)
def _nobodys(cost: Cost) -> str:
    return _hasher(cost).hash("")
