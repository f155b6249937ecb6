"""Heads of a ledger noted outside of it: whether the ledger still contains them.

A head is written `SEQ:SHA256`, as `verify` prints it. The chain binds all that came before: a ledger that is intact and
has this fingerprint at this number holds every entry up to it as it was when the head was noted.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import ErrorText, SetupError, error_text
from data.home import Home
from data.ledger import entries

HEAD = re.compile(r"(?<![0-9A-Za-z])0*([1-9][0-9]{0,17}):([0-9a-fA-F]{64})(?![0-9A-Za-z])", re.ASCII)


@dataclass(frozen=True)
class NotedHead:
    """Number of an entry and its fingerprint, 64 hex digits in small letters."""

    seq: int
    sha256: str


def as_text(head: tuple[int, str]) -> str:
    """A head as it is printed, noted and read again."""
    return f"{head[0]}:{head[1]}"


def noted(value: str) -> list[NotedHead]:
    """Heads of an option's value: `SEQ:SHA256`, or a file with one a line (blank lines and `#` remarks aside).

    A line may say more than the head, so that lines of `verify` can be kept as they are. SetupError names what is not
    understood: a slip in a noted head must not pass for a head that is contained.
    """
    if match := HEAD.fullmatch(value.strip()):
        return [_of(match)]
    path = Path(value)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else None
    except (OSError, ValueError) as error:
        raise SetupError(error_text("head_file", file=path, reason=type(error).__name__)) from error
    if lines is None:
        raise SetupError(error_text("head_form"))
    heads = [_in_line(path, number, line) for number, line in enumerate(lines, 1) if line.split("#")[0].strip()]
    if not heads:
        raise SetupError(error_text("head_none", file=path))
    return heads


def _in_line(path: Path, number: int, line: str) -> NotedHead:
    matches = list(HEAD.finditer(line.split("#")[0]))
    if len(matches) != 1:
        raise SetupError(error_text("head_line", file=path, line=number))
    return _of(matches[0])


def _of(match: re.Match[str]) -> NotedHead:
    return NotedHead(int(match[1]), match[2].lower())


def lost(home: Home, heads: Sequence[NotedHead]) -> ErrorText | None:
    """Why the ledger no longer contains the heads: cut, rewritten, or that of another home; None when it has them all.

    Only numbers and fingerprints are compared: whether the ledger is intact is `data.ledger.verify`'s to say. From one
    head alone a rewrite from the first entry on cannot be told from another home, and both are named.
    """
    recorded = _recorded(home)
    newest = max(recorded, default=0)
    contained = [head for head in heads if recorded.get(head.seq) == head.sha256]
    missing = sorted((head for head in heads if head not in contained), key=lambda head: head.seq)
    if not missing:
        return None
    first = missing[0]
    common = max((head.seq for head in contained if head.seq < first.seq), default=0)
    if first.seq > newest:
        return _beyond(first, newest, common)
    if common:
        return error_text("head_rewritten_after", seq=first.seq, common=common)
    if first.seq == 1:
        return error_text("head_other_home")
    if _named(home, first):
        return error_text("head_rewritten_named", seq=first.seq)
    return error_text("head_rewritten", seq=first.seq)


def _beyond(head: NotedHead, newest: int, common: int) -> ErrorText:
    """Finding for a head of an entry after the newest one."""
    if common:
        return error_text("head_cut", seq=head.seq, newest=newest)
    if newest == 0:
        return error_text("head_empty", seq=head.seq)
    return error_text("head_cut_or_other", seq=head.seq, newest=newest)


def _recorded(home: Home) -> dict[int, str | None]:
    """Fingerprint by number as each `entry.json` says it; None where none can be read."""
    folders = home.ledger_dir.iterdir() if home.ledger_dir.is_dir() else ()
    return {int(folder.name[:8]): _fingerprint(folder) for folder in folders if re.match(r"[0-9]{8}-", folder.name)}


def _fingerprint(folder: Path) -> str | None:
    path = folder / entries.ENTRY_FILE
    try:
        return str(json.loads(path.read_bytes())["sha256"]) if path.is_file() else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None  # verification names it


def _named(home: Home, head: NotedHead) -> bool:
    """Whether a folder still bears the noted fingerprint in its name: the head was this ledger's."""
    pattern = f"{head.seq:08d}-*-{head.sha256[:8]}"
    return any(home.ledger_dir.glob(pattern))
