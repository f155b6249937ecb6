"""One home at one moment as one scope sees it: settings, targets, entries and cells, each opened once."""

import contextlib
import copy
from collections.abc import Callable, Mapping
from datetime import date
from types import TracebackType
from typing import Self

from access.identity.scope import EVERYTHING, Scope
from data.home import Home
from data.ledger import acts, entries, setting_versions
from data.ledger.entries import Entry
from data.settings.places import Places, places, today_of
from metrics.acts import declarations
from metrics.acts.declarations import Declaration
from metrics.catalogue import indicators as catalogue
from metrics.catalogue.indicators import Indicator
from metrics.cells import build, federated
from metrics.cells.ahead import Ahead
from metrics.cells.build import Connection
from metrics.cells.reader import HomeFacts, PartCells, Reader
from metrics.figures.figures import with_parts
from metrics.judgement.reporting import Reporting
from metrics.periods import Period
from metrics.targets import in_force
from metrics.targets.in_force import Goals
from text.lazily import lazily


class Workspace:
    """What figures are worked out from, to be used in a `with`; each part is opened when it is first asked for.

    `as_of` is the entry the ledger and the settings stood at (None: the newest), `today` the day that decides which
    periods have ended (None: the day it is by the clock of the root). Entering raises SetupError when there is no such
    entry yet; the first use of `indicators` and `goals` does for what is wrong in their files.
    """

    def __init__(
        self,
        home: Home,
        scope: Scope,
        as_of: int | None = None,
        today: date | None = None,
        facts: Callable[[], HomeFacts] | None = None,
        ahead: Callable[[], Ahead | PartCells] | None = None,
        turn: contextlib.AbstractContextManager[object] | None = None,
    ) -> None:
        """`facts` and `ahead` tell what was read of this very moment before, `turn` is taken while records are open."""
        self.home = home
        self.scope = scope
        self.as_of = as_of
        self.today = today or today_of(home)
        self._facts = facts
        self._ahead = ahead
        self._turn = turn or contextlib.nullcontext()
        self.settings = ""
        """The version of all settings before any was read, by which others keep what they learn from them."""
        self._closing = contextlib.ExitStack()

    def __enter__(self) -> Self:
        if self.as_of is not None:
            self.home = self._closing.enter_context(setting_versions.as_of(self.home, self.as_of))
        self.settings = freshness(self.home)[1]
        return self

    def of_all_regions(self) -> "Workspace":
        """The same home and moment without limits of scope, for what is learnt of the whole and not shown of a part.

        It shares what is open already, and is closed with this one.
        """
        shared = {"connection": self.connection, "scope": EVERYTHING}
        other = copy.copy(self)
        other.__dict__.update(shared)
        for of_scope in ("reader", "declared"):
            other.__dict__.pop(of_scope, None)
        return other

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._closing.__exit__(kind, fault, at)

    @lazily
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by id, in the order of the catalogue."""
        return catalogue.load(self.home)

    @lazily
    def goals(self) -> Goals:
        """The goals of `targets.yaml` by indicator."""
        return in_force.load(self.home, self.indicators)

    @lazily
    def tree(self) -> Places:
        """The places of the home."""
        return places(self.home)

    @lazily
    def province(self) -> str:
        """The code of the whole."""
        return self.tree.root

    @lazily
    def entries(self) -> tuple[Entry, ...]:
        """The ledger's entries up to the moment, oldest first."""
        return tuple(entries.entries(self.home, self.as_of))

    @lazily
    def head(self) -> int:
        """The number of the newest entry; 0 of an empty ledger."""
        return self.entries[-1].seq if self.entries else 0

    @lazily
    def targets_version(self) -> str:
        """A short SHA-256 over the targets in force."""
        return setting_versions.version(self.home, "targets")

    @lazily
    def has_demo(self) -> bool:
        """Whether any standing upload or package of cells is of example records."""
        packages = acts.standing(self.home, federated.KIND, as_of=self.as_of)
        return any(entry.what.get("demo") for entry in (*entries.standing(self.entries), *packages))

    @lazily
    def connection(self) -> Connection:
        """The records themselves, of every region: whoever asks them limits the answer to the scope.

        They are never of an earlier moment than `entries`, by which others keep what they learn from them.
        """
        _ = self.entries, self._facts and self.facts, self.reader  # who tells them may need a turn, too
        self._closing.enter_context(self._turn)
        opened = build.opened(self.home, self.indicators, self.as_of, self.today)
        return self._closing.enter_context(opened)

    @lazily
    def reader(self) -> Reader:
        """The cells open to the scope."""
        return Reader(self, self.scope, self.tree, self._ahead and self._ahead())

    def shares_ahead(self, period: Period, place: str | None, by: str) -> PartCells:
        """The parts of every region of a place (None: of all) in a period, of the shares that have targets."""
        shares = [share for share in self.indicators.values() if share.unit == "percent" and share.id in self.goals]
        return self.reader.parts_ahead_of(period, place, by, list(with_parts(shares, self.indicators).values()))

    @lazily
    def facts(self) -> HomeFacts:
        """What the warehouse says of all regions, whatever is asked."""
        return self._facts() if self._facts else HomeFacts.read(self.connection)

    @lazily
    def reporting(self) -> Reporting:
        """Who reported which month."""
        return Reporting.of(self.reader.reported(), self.tree)

    @lazily
    def declared(self) -> tuple[Declaration, ...]:
        """The declared obstacles in scope, oldest first."""
        return tuple(declarations.listed(self.home, self.scope, self.as_of))


@setting_versions.known_by_a_look(at_most=8)
def freshness(home: Home) -> tuple[int, str]:
    """What every answer rests on: the newest entry's number, and the version of all settings; a key for caches.

    The version never comes back: what is worked out while settings change and are put back is not kept as theirs.
    """
    version = setting_versions.version(home, *setting_versions.FILES)
    return entries.head_seq(home), f"{version}-{setting_versions.identity(home)}"
