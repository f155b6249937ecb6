"""The register of releases, kept in the home: what each one's address is, and what was told and hidden so far."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from channels import memory
from channels.publication.basis import Basis
from channels.publication.figures import Published, Release


@dataclass(frozen=True)
class Entry:
    """One release: its name (`2026-10`, `2026-10-r2`), its month, the day, the ledger's entry, SHA-256."""

    name: str
    month: str
    on: str
    entry: int
    sha256: str


@dataclass(frozen=True)
class Register:
    """All releases, the oldest first, and what they have told together."""

    published: Published
    entries: tuple[Entry, ...] = ()

    def numbered(self, release: Release, figures: bytes, today: date) -> tuple[Release, "Register"]:
        """The release with its revision, and the register with it in it.

        A month published again with the same figures is the release it was; with others it is the next revision.
        """
        of_month = [entry for entry in self.entries if entry.month == release.month]
        sha256 = hashlib.sha256(figures).hexdigest()
        is_known = bool(of_month) and of_month[-1].sha256 == sha256
        numbered = replace(release, revision=max(1, len(of_month) + (not is_known)))
        entry = Entry(numbered.name, release.month, str(today), release.as_of, sha256)
        months = frozenset(release.months)
        bases = {cell: basis for cell, basis in self.published.bases.items() if cell[2] not in months}
        published = Published(bases | dict(release.bases), self.published.hidden | release.hidden)
        return numbered, Register(published, self.entries if is_known else (*self.entries, entry))


def read(path: Path) -> Register:
    """The register as it was written last; an empty one before the first release."""
    state = memory.read(path)
    bases = {
        (indicator, member, month): Basis(n, value) for indicator, member, month, n, value in _list(state, "bases")
    }
    hidden = frozenset((indicator, member, month) for indicator, member, month in _list(state, "hidden"))
    return Register(Published(bases, hidden), tuple(Entry(*entry) for entry in _list(state, "releases")))


def write(path: Path, register: Register) -> None:
    """Replace the register in whole."""
    entries = [[entry.name, entry.month, entry.on, entry.entry, entry.sha256] for entry in register.entries]
    bases = sorted([*cell, basis.n, basis.value] for cell, basis in register.published.bases.items())
    memory.write(path, {"hidden": sorted(map(list, register.published.hidden)), "bases": bases, "releases": entries})


def _list(state: dict[str, Any], name: str) -> Sequence[Any]:
    return list(state.get(name, []))
