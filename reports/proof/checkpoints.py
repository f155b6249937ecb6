"""Checkpoints of a ledger: one line of at most 200 bytes that an outsider keeps and later holds the ledger against.

    mpp1 11/1a2b3c4d 76:<head, 64 hex digits> 20261129T005820Z <signature>

Place of the root and the first digits of the first entry's fingerprint (which ledger it is), number of the newest entry
and its fingerprint, the moment (UTC), and an Ed25519 signature over all before it (`-` when the office has no key).
Entries are numbered without a gap, so the number is their count too.
"""

import base64
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from data.settings import tables
from data.settings.places import now_of
from reports.proof import office_key

LONGEST = 200
LARGEST_FILE = 1 << 20
LEDGER_DIGITS = 8
"""Digits of the first entry's fingerprint that tell which ledger it is."""
FORM = re.compile(
    r"mpp1 ([0-9A-Za-z.]{1,13})/([0-9a-f]{8}) ([1-9][0-9]{0,11}):([0-9a-f]{64}) ([0-9]{8}T[0-9]{6}Z) "
    r"([A-Za-z0-9_-]{86}|-)",
    re.ASCII,
)
MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Checkpoint:
    """State of a ledger at a moment; `signature` has 64 bytes, or none where the office has no key."""

    place: str
    ledger: str
    seq: int
    sha256: str
    at: datetime
    signature: bytes = b""

    @property
    def statement(self) -> str:
        """What is signed: all but the signature."""
        moment = self.at.astimezone(UTC).strftime(MOMENT)
        return f"mpp1 {self.place}/{self.ledger} {self.seq}:{self.sha256} {moment}"

    @property
    def text(self) -> str:
        """The line as it is printed, sent and kept."""
        return f"{self.statement} {office_key.as_text(self.signature) or '-'}"

    @property
    def office(self) -> str:
        """Which ledger of which place."""
        return f"{self.place}/{self.ledger}"

    def is_signed_by(self, keys: Sequence[bytes]) -> bool:
        """Whether the holder of one of these public keys signed it."""
        return office_key.is_signed_by(keys, self.signature, self.statement.encode("ascii"))


def checkpoint(home: Home, at: datetime | None = None, secret: bytes | None = None) -> Checkpoint:
    """The checkpoint of the newest entry, signed when the home has a key; RefusedError for an empty ledger."""
    listed = entries.entries(home)
    if not listed:
        raise RefusedError(error_text("checkpoint_empty"))
    return of(home, listed, at or now_of(home), secret)


def of(home: Home, listed: Sequence[Entry], at: datetime, secret: bytes | None = None) -> Checkpoint:
    """The checkpoint of the last of these entries, which begin with the ledger's first."""
    first, last = listed[0], listed[-1]
    plain = Checkpoint(tables.province(home), first.sha256[:LEDGER_DIGITS], last.seq, last.sha256, at)
    private = office_key.private_key(home, secret)
    return plain if private is None else replace(plain, signature=private.sign(plain.statement.encode("ascii")))


def parse(text: str) -> Checkpoint:
    """The checkpoint of a line; ValueError for any other text, and for another writing of the same."""
    match = FORM.fullmatch(text)
    if match is None or len(text) > LONGEST:
        raise ValueError(text)
    place, ledger, seq, sha256, moment, signed = match.groups()
    signature = b"" if signed == "-" else base64.urlsafe_b64decode(signed + "==")
    at = datetime.strptime(moment, MOMENT).replace(tzinfo=UTC)
    point = Checkpoint(place, ledger, int(seq), sha256, at, signature)
    if point.text != text:
        raise ValueError(text)
    return point


def read(value: str) -> list[Checkpoint]:
    """Checkpoints of a file, or of standard input (`-`): nothing but they, blanks, remarks (`#`) and marks of quoting.

    A mail may have broken their lines between two fields. SetupError for a file that cannot be read or has anything
    else in it: a slip must not pass for a checkpoint that is contained.
    """
    content = _content(value)
    lines = (line.lstrip("> \t").split("#")[0] for line in content.splitlines())
    words = " ".join(lines).split()
    size = FORM.pattern.count(" ") + 1
    groups = [" ".join(words[start : start + size]) for start in range(0, len(words), size)]
    if not groups:
        raise SetupError(error_text("checkpoint_none", file=value))
    listed = []
    for number, group in enumerate(groups, start=1):
        try:
            listed.append(parse(group))
        except ValueError as error:
            raise SetupError(error_text("checkpoint_form", file=value, number=number)) from error
    return listed


def _content(value: str) -> str:
    try:
        if value == "-":
            raw = sys.stdin.buffer.read(LARGEST_FILE + 1)
        else:
            with Path(value).open("rb") as stream:
                raw = stream.read(LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise ValueError(value)
        return raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise SetupError(error_text("checkpoint_file", file=value, reason=type(error).__name__)) from error
