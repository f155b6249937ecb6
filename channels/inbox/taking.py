"""One file that came in: loaded as by `load`, its receipt kept as a file, as are its problems.

The file itself is never copied into the home: what was refused may hold what the home must not keep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from channels import memory
from channels.inbox.arrival import Place
from data.intake import load as loading
from data.intake.receipt import Receipt
from data.ledger import entries
from data.settings.places import now_of
from reports.uploads.problem_list import problems_csv

FOLDER, RECEIPTS = "inbox", "receipts"
KNOWN = "already_loaded"


@dataclass(frozen=True)
class Taken:
    """What became of a file: its receipts, and what was told of it the first time when it was here before."""

    receipts: tuple[Receipt, ...]
    is_new: bool

    @property
    def is_refused(self) -> bool:
        """Whether it was refused for what is in it; the same bytes once more are no refusal."""
        return any(receipt.refused and not _is_known(receipt) for receipt in self.receipts)

    @property
    def is_stored(self) -> bool:
        """Whether the ledger has grown."""
        return any(receipt.seq is not None for receipt in self.receipts)


def take(place: Place, path: Path) -> Taken:
    """Load a file into the home, once for the same bytes; SetupError when the source's own setting is wrong."""
    home, source = place.home, place.source
    sha256 = entries.file_sha256(path)
    receipts_folder = memory.folder(home, FOLDER, place.name, RECEIPTS)
    written = receipts_folder / f"{sha256}.json"
    if written.exists():
        return Taken((), False)
    request = loading.request(home, path, source.kind, source.profile, source.region, f"inbox:{place.name}")
    receipts = tuple(loading.load(home, part) for part in loading.of_sheets(request, None))
    problems = [problem for receipt in receipts for problem in receipt.problems]
    if problems:
        memory.write_bytes(receipts_folder / f"{sha256}.csv", problems_csv(problems).encode())
    memory.write(written, _written(place, path.name, receipts))
    return Taken(receipts, True)


def _is_known(receipt: Receipt) -> bool:
    return any(problem.rule == KNOWN for problem in receipt.problems)


def _written(place: Place, file: str, receipts: Sequence[Receipt]) -> dict[str, Any]:
    answers = [receipt.as_dict() for receipt in receipts]
    return {
        "source": place.name,
        "file": file,
        "at": now_of(place.home).isoformat(timespec="seconds"),
        "receipts": answers,
    }
