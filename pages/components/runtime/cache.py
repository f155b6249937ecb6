"""What was worked out is kept for all who may see the same, until the ledger, a setting or the day changes.

Answers are handed out as they are and must not be changed. Whoever asks for what somebody else is just working out
waits for it.
"""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar

from access.identity.scope import EVERYTHING, Scope
from data.errors import CapaianError
from data.home import Home
from data.ledger import entries
from data.settings.places import places, today_of
from metrics.cells.reader import HomeFacts, PartCells
from metrics.periods import Period
from metrics.scorecard import monthly_cube, request
from metrics.scorecard.basis import Basis
from metrics.scorecard.monthly_cube import Sheet
from metrics.scorecard.score import Scorecard, score
from metrics.scorecard.scoring import PARTS
from metrics.scorecard.workspace import Workspace, freshness
from pages.components.runtime import run
from pages.components.runtime.answer_cache import MOMENTS
from pages.components.runtime.answer_cache import AnswerCache as AnswerCache
from pages.components.runtime.answer_cache import Moment as Moment
from pages.components.runtime.turns import Turns

TURNS = Turns(at_once=2, patience_seconds=20.0)
"""Held while the records themselves are asked: more at a time would take memory and be no sooner."""
NEWEST = 2
"""Months of all regions that the opening page shows, its own and the one before: they are made before all others."""
PATIENCE = 6.0
"""Seconds from when somebody began to make all months, for which others wait for them."""
Answer = TypeVar("Answer")
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
    """All figures that are asked for inside (in this thread) rest on the same entries and settings.

    Within another it is that one's moment. What is read for an answer and the answer itself belong in one: read at one
    moment and answered at the next, it would be kept as the next one's.
    """
    outer: Moment | None = getattr(_RUN, "moment", None)
    _RUN.moment = outer or now()
    try:
        yield
    finally:
        _RUN.moment = outer


_SHEETS, _CARDS, _ANSWERS, _OF_HOME = AnswerCache(32), AnswerCache(512), AnswerCache(1024), AnswerCache(16)
_FACTS, _PERIODS, _CELLS = AnswerCache(2 * MOMENTS), AnswerCache(16), AnswerCache(48)
_LATEST: dict[Home, Sheet] = {}
"""The sheet of every month that was made last: the next entry's is continued from it."""
_OF_MONTHS = (_CARDS, _PERIODS, _CELLS, _ANSWERS)
"""Where answers are kept that may rest on some months alone."""
_BASES = AnswerCache(2 * MOMENTS)
_NEWEST_BASIS: dict[Home, tuple[Moment, Basis]] = {}
"""The moment whose basis was read last: what it answers may be taken over by the next."""


def _of_months(
    answers: AnswerCache, at: Moment, question: Hashable, cells_of: Period | None, work_out: Callable[[], Answer]
) -> Answer:
    """The answer to a question that rests on what regions count up to the end of a period (None: on anything).

    Beside that it rests on settings, acts and `HomeFacts` alone: it stands whatever is entered of later months.
    """
    if cells_of is None:
        return answers.answer(at, question, work_out)
    _BASES.answer(at, "basis", partial(_begin, at))
    # Whoever ended when something had come in may have read it, and that may be taken back until somebody looks.
    return answers.answer(at, question, work_out, lambda: cells_of.last_month if now() == at else None)


def _begin(at: Moment) -> Basis:
    """What a moment rests on; the answers that are what they were before are taken over."""
    with _opening(at)(at.home, EVERYTHING, today=at.today) as workspace:
        basis, before = Basis.of(workspace), _NEWEST_BASIS.get(at.home)
        changed = before and basis.changed_from(before[1], workspace)
    if before and changed:
        for answers in _OF_MONTHS:
            answers.take_over(before[0], at, changed)
    _NEWEST_BASIS[at.home] = at, basis
    return basis


def _period(code: str | None) -> Period | None:
    """The period of a code; None of the newest one, which is another when months come in, and of no period."""
    try:
        return request.period_of(code)
    except CapaianError:
        return None  # whoever works it out tells what is wrong


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

    question = (scope, period, region, indicators, by, marked)
    cells_of = None if by in PARTS else _period(period)
    return _as_of(_of_months(_CARDS, at, question, cells_of, work_out), at)


def _as_of(card: Scorecard, at: Moment) -> Scorecard:
    """The same with the newest entry of all, which may be a document."""
    return replace(card, as_of=max(card.as_of, at.head))


def sheets_of(scope: Scope, waits: bool = True) -> Iterator[Sheet]:
    """Every month of the province, and of the regions in scope as many as are made yet; then all of them.

    Without any entry there is none; and while none is made, unless one `waits`: for the newest months, and with some
    PATIENCE for all that are just being made, for whoever asks one of them alone takes the processor away from all.
    """
    at, every = moment(), (EVERYTHING, None)
    if not at.head or not (waits or any(_SHEETS.has(at, (EVERYTHING, months)) for months in (None, NEWEST))):
        return
    if not _SHEETS.has(at, every):
        _sheet_of_all(at, NEWEST)
        if not _SHEETS.has(at, every):
            yield _within(at, scope, NEWEST)
            if not waits or _SHEETS.awaited(at, every, PATIENCE) is None:
                return
    yield _within(at, scope, None)


def _sheet_of_period(at: Moment, scope: Scope, period: str, region: str | None, waits: bool) -> Iterator[Sheet]:
    """The root and all of its parts in a longer period, which cost little more than one of them."""

    work_out = _asking(at, EVERYTHING, lambda workspace: monthly_cube.read_period(workspace, period))
    tree = of_home(places)
    is_part = region is None or tree.parent(region) in (None, tree.root)
    if at.head and is_part and (waits or _PERIODS.has(at, period)):
        yield _of_months(_PERIODS, at, period, _period(period), work_out).within(scope)


def _within(at: Moment, scope: Scope, months: int | None) -> Sheet:
    every = _sheet_of_all(at, months)
    return every if scope == EVERYTHING else _SHEETS.answer(at, (scope, months), lambda: every.within(scope))


def make_sheet() -> None:
    """Make the sheet of every month, from which most questions are answered at once when it is there."""
    _sheet_of_all(moment(), None)


def _sheet_of_all(at: Moment, months: int | None) -> Sheet:
    """The sheet of every month, or of the newest ones of the parts; that of all months where it costs no more."""

    def make(workspace: Workspace) -> Sheet:
        before, back = _LATEST.get(at.home), monthly_cube.BACK if months is None else NEWEST
        sheet = before and monthly_cube.continued(workspace, before, back)
        if sheet is None:
            sheet = monthly_cube.read(workspace, months)
        if sheet.basis is not None:
            _LATEST[at.home] = sheet
            if months is not None:
                _SHEETS.put(at, (EVERYTHING, None), sheet)
        return sheet

    return _SHEETS.answer(at, (EVERYTHING, months), _asking(at, EVERYTHING, make))


def answered(
    scope: Scope, question: Hashable, ask: Callable[[Workspace], Answer], cells_of: Period | None = None
) -> Answer:
    """The answer to a question, from what is open to a scope; `cells_of`: the period of what regions count, if all."""
    at = moment()
    return _of_months(_ANSWERS, at, (scope, question), cells_of, _asking(at, scope, ask))


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


def read_ahead(question: Hashable, read: Callable[[Workspace], Answer], cells_of: Period | None = None) -> Answer:
    """The cells of all regions in a period, a megabyte or more each: of few periods at a time; `cells_of` as above."""
    at = moment()
    return _of_months(_CELLS, at, question, cells_of, _asking(at, EVERYTHING, read))


def of_home(read: Callable[[Home], Answer]) -> Answer:
    """What stands in the home's own tables, the same for everybody; `read` is a function of a module."""
    at = moment()
    return _OF_HOME.answer(at, read, lambda: read(at.home))
