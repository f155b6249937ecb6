"""What was worked out is kept for all who may see the same, until the ledger, a setting or the day changes.

Answers are handed out as they are and must not be changed. Whoever asks for what somebody else is just working out
waits for it.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar, cast

from access.identity.scope import EVERYTHING, Scope
from data.home import Home
from data.ledger import entries
from data.settings.places import places, today_of
from metrics.cells.reader import HomeFacts, PartCells
from metrics.scorecard import monthly_cube
from metrics.scorecard.monthly_cube import Sheet
from metrics.scorecard.score import Scorecard, score
from metrics.scorecard.workspace import Workspace, freshness
from pages.components.runtime import run
from pages.components.runtime.turns import Turns

TURNS = Turns(at_once=2, patience_seconds=20.0)
"""Held while the records themselves are asked: more at a time would take memory and be no sooner."""
MOMENTS = 2
"""Moments of a home whose answers are kept."""
NEWEST = 2
"""Months of all regions that the opening page shows, its own and the one before: they are made before all others."""
PATIENCE = 6.0
"""Seconds from when somebody began to make all months, for which others wait for them."""
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Moment:
    """What every figure rests on: the home, the newest entry that changes any, the version of its settings, the day.

    `head`, the newest entry of all, may differ by documents, which change no figure: moments are equal all the same,
    whenever they were `looked` at (`time.monotonic`).
    """

    home: Home
    figures: int
    version: str
    today: date
    head: int = field(compare=False)
    looked: float = field(default_factory=time.monotonic, compare=False)


class AnswerCache:
    """Answers by moment and question, of the newest MOMENTS of each home, `at_most` of them; those not asked for the
    longest go first.

    A run keeps to the moment it began in. When entries follow one another, runs of two moments ask in turn, and neither
    may take away what the other has worked out. A run that a third has overtaken is given what the newest is: it would
    be worked out from the same records.
    """

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._lock = threading.Lock()
        self._moments: dict[Home, list[Moment]] = {}
        self._found: OrderedDict[tuple[Moment, Hashable], _Once] = OrderedDict()

    def answer(self, at: Moment, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """The answer to a question; worked out when it is asked for the first time."""
        with self._lock:
            at = self._kept(at)
            one = self._found.setdefault((at, question), _Once())
            self._found.move_to_end((at, question))
            if len(self._found) > self._at_most:
                self._found.popitem(last=False)
        return cast(Answer, one.answer(work_out))

    def awaited(self, at: Moment, question: Hashable, seconds: float) -> object | None:
        """The answer that somebody is just working out, once it stands; None where nobody is.

        None too when so many seconds have passed since that was begun.
        """
        with self._lock:
            pending = self._found.get((self._kept(at), question))
        return None if pending is None else pending.awaited(seconds)

    def has(self, at: Moment, question: Hashable) -> bool:
        """Whether the answer stands already."""
        with self._lock:
            return self._found.get((self._kept(at), question), _Once()).is_answered

    def _kept(self, at: Moment) -> Moment:
        """The moment by whose name an answer is kept; what the oldest knew goes when a new one comes."""
        moments = self._moments.setdefault(at.home, [])
        if at in moments:
            return at
        if moments and at.looked < moments[-1].looked:
            return moments[-1]
        moments.append(at)
        outdated, moments[:] = moments[:-MOMENTS], moments[-MOMENTS:]
        for key in [key for key in self._found if key[0] in outdated]:
            del self._found[key]
        return at


class _Once:
    """An answer that is worked out once; after an error the next who asks tries again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answer: list[object] = []
        self._begun = -math.inf

    @property
    def is_answered(self) -> bool:
        """Whether nobody need wait for it."""
        return bool(self._answer)

    def awaited(self, seconds: float) -> object | None:
        left = self._begun + seconds - time.monotonic()
        if not self._answer and left > 0 and self._lock.locked() and self._lock.acquire(timeout=left):
            self._lock.release()
        return next(iter(self._answer), None)

    def answer(self, work_out: Callable[[], object]) -> object:
        if not self._answer:
            with self._lock:
                if not self._answer:
                    self._begun = time.monotonic()
                    self._answer.append(work_out())
        return self._answer[0]


_RUN = threading.local()


def moment() -> Moment:
    """Now; within `one_moment` that of its beginning."""
    pinned: Moment | None = getattr(_RUN, "moment", None)
    return pinned or now()


def now() -> Moment:
    """What the home of this run holds at this moment."""
    home = run.home()
    head, version = freshness(home)
    return Moment(home, entries.figures_head(home), version, today_of(home), head)


@contextmanager
def one_moment() -> Iterator[None]:
    """All figures that are asked for inside (in this thread) rest on the same entries and settings."""
    _RUN.moment = now()
    try:
        yield
    finally:
        _RUN.moment = None


_SHEETS, _CARDS, _ANSWERS, _OF_HOME = AnswerCache(32), AnswerCache(512), AnswerCache(1024), AnswerCache(16)
_FACTS, _PERIODS, _CELLS = AnswerCache(2 * MOMENTS), AnswerCache(16), AnswerCache(48)


def scored(
    scope: Scope,
    period: str | None,
    region: str | None,
    indicators: tuple[str, ...] | None,
    by: str | None,
    marked: bool = True,
    ahead: Callable[[], PartCells] | None = None,
) -> Scorecard:
    """A scorecard (`metrics.scorecard.score.score`), cut from the sheet of the scope where it can be, else asked for.

    Nobody waits long for all months of a new entry (`make_sheet`): in a nation that takes seconds, the newest do not.
    Who asks for some indicators waits for no sheet at all.
    """
    at = moment()
    if monthly_cube.is_longer(period, by):
        sheets = _sheet_of_period(at, scope, str(period), region, waits=indicators is None)
    else:
        sheets = sheets_of(scope, waits=indicators is None) if monthly_cube.is_held(period, by) else iter(())
    for sheet in sheets:
        cut = sheet.card(period, region, indicators, by)
        if cut is not None:
            return _as_of(cut, at)

    def work_out() -> Scorecard:
        opened = _opening(at, ahead)
        return score(at.home, scope, period, region, indicators, by, today=at.today, marked=marked, opened=opened)

    return _as_of(_CARDS.answer(at, (scope, period, region, indicators, by, marked), work_out), at)


def _as_of(card: Scorecard, at: Moment) -> Scorecard:
    """The same with the newest entry of all, which may be a document."""
    return replace(card, as_of=max(card.as_of, at.head))


def sheets_of(scope: Scope, waits: bool = True) -> Iterator[Sheet]:
    """Every month of the province, and of the regions in scope as many as are made yet; then all of them.

    Without any entry there is none; and while none is made, unless one `waits`: for the newest months, and with some
    PATIENCE for all that are just being made, for whoever asks one of them alone takes the processor away from all.
    """
    at = moment()
    made = [months for months in (None, NEWEST) if _SHEETS.has(at, (EVERYTHING, months))]
    if not at.head or not (made or waits):
        return
    months = made[0] if made else NEWEST
    yield _within(at, scope, months)
    if months is not None and waits and _SHEETS.awaited(at, (EVERYTHING, None), PATIENCE) is not None:
        yield _within(at, scope, None)


def _sheet_of_period(at: Moment, scope: Scope, period: str, region: str | None, waits: bool) -> Iterator[Sheet]:
    """The root and all of its parts in a longer period, which cost little more than one of them."""

    work_out = _asking(at, EVERYTHING, lambda workspace: monthly_cube.read_period(workspace, period))
    tree = of_home(places)
    is_part = region is None or tree.parent(region) in (None, tree.root)
    if at.head and is_part and (waits or _PERIODS.has(at, period)):
        yield _PERIODS.answer(at, period, work_out).within(scope)


def _within(at: Moment, scope: Scope, months: int | None) -> Sheet:
    every = _sheet_of_all(at, months)
    return every if scope == EVERYTHING else _SHEETS.answer(at, (scope, months), lambda: every.within(scope))


def make_sheet() -> None:
    """Make the sheet of every month, from which most questions are answered at once when it is there."""
    _sheet_of_all(moment(), None)


def _sheet_of_all(at: Moment, months: int | None) -> Sheet:
    work_out = _asking(at, EVERYTHING, lambda workspace: monthly_cube.read(workspace, months))
    return _SHEETS.answer(at, (EVERYTHING, months), work_out)


def answered(scope: Scope, question: Hashable, ask: Callable[[Workspace], Answer]) -> Answer:
    """The answer to a question, from what is open to a scope."""
    at = moment()
    return _ANSWERS.answer(at, (scope, question), _asking(at, scope, ask))


def _asking(at: Moment, scope: Scope, ask: Callable[[Workspace], Answer]) -> Callable[[], Answer]:
    """How a question is worked out: in a workspace of that moment, as far as a scope sees."""

    def work_out() -> Answer:
        with _opening(at)(at.home, scope, today=at.today) as workspace:
            return ask(workspace)

    return work_out


def _opening(at: Moment, ahead: Callable[[], PartCells] | None = None) -> Callable[..., Workspace]:
    """How a workspace of that moment is opened: it takes its turn only when it needs the records themselves."""

    def read() -> HomeFacts:
        with Workspace(at.home, EVERYTHING, today=at.today, turn=TURNS) as workspace:
            return workspace.facts

    return partial(Workspace, facts=lambda: _FACTS.answer(at, "facts", read), ahead=ahead, turn=TURNS)


def read_ahead(question: Hashable, read: Callable[[Workspace], Answer]) -> Answer:
    """The cells of all regions in a period, a megabyte or more each: of few periods at a time."""
    at = moment()
    return _CELLS.answer(at, question, _asking(at, EVERYTHING, read))


def of_home(read: Callable[[Home], Answer]) -> Answer:
    """What stands in the home's own tables, the same for everybody; `read` is a function of a module."""
    at = moment()
    return _OF_HOME.answer(at, read, lambda: read(at.home))
