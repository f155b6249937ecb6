"""What the figures of many months rest on, and the first month that may be another since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.ledger.entries import PROOF
from data.schema import kinds
from metrics.cells.reader import ALWAYS, HomeFacts
from metrics.scorecard.workspace import Workspace

NO_MONTH = "9999-12"
"""Later than any month there can be records of."""


@dataclass(frozen=True)
class Basis:
    """All that rows of the whole home are worked out from: the day, the settings, the ledger and its cells by month.

    `entry` is the fingerprint of the newest entry, `settings` the version of them all, `demo` whether any is of
    example records.
    """

    entry: str
    today: date
    settings: str
    demo: bool
    facts: HomeFacts
    cells: Mapping[str, int]

    @staticmethod
    def of(workspace: Workspace) -> "Basis":
        """That of a workspace."""
        newest = workspace.entries[-1].sha256 if workspace.entries else ""
        cells = workspace.reader.fingerprints()
        return Basis(newest, workspace.today, workspace.settings, workspace.has_demo, workspace.facts, cells)

    def changed_from(self, before: "Basis", workspace: Workspace) -> str | None:
        """The first month whose rows may differ from those on the basis `before`, NO_MONTH when none does.

        None where all may: after an act that is no upload and no undo, when a setting or the day is another, and when
        what is known of who has sent and reported what is (`HomeFacts`).
        """
        ours, theirs = ((each.today, each.settings, each.demo, each.cells.get(ALWAYS)) for each in (self, before))
        if ours != theirs or self.facts != before.facts:
            return None
        since = _since(before, workspace)
        if since is None or not all(kind in (*kinds.names(), "undo", *PROOF) for kind in since):
            return None
        return min((month for month, _ in self.cells.items() ^ before.cells.items()), default=NO_MONTH)


def _since(before: Basis, workspace: Workspace) -> list[str] | None:
    """The kinds of the entries that came after that basis; None of another ledger."""
    places = {entry.sha256: place for place, entry in enumerate(workspace.entries)}
    place = places.get(before.entry)
    return None if place is None else [entry.kind for entry in workspace.entries[place + 1 :]]
