"""Answers as they are kept: each is worked out once for all who may see the same (`kept`), at one moment.

Every question names whose eyes it is for. No more than a few of them ask the records at a time.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

from access.identity.scope import EVERYTHING, Scope
from data.home import Home
from metrics.scorecard import monthly_cube
from metrics.scorecard.monthly_cube import Sheet
from metrics.scorecard.score import Scorecard, score
from pages.components.runtime import cache
from pages.components.runtime.cache import Kept

Answer = TypeVar("Answer")
_SHEETS, _CARDS, _ANSWERS, _OF_HOME = Kept(32), Kept(512), Kept(256), Kept(16)


def scored(
    scope: Scope,
    period: str | None,
    region: str | None,
    indicators: tuple[str, ...] | None,
    by: str | None,
    marked: bool = True,
) -> Scorecard:
    """A scorecard (`metrics.scorecard.score.score`), cut from the sheet of the scope where it can be, else asked
    for."""
    at = cache.moment()
    if at.head and monthly_cube.is_held(period, by):
        cut = sheet_of(scope).card(period, region, indicators, by)
        if cut is not None:
            return cut

    def work_out() -> Scorecard:
        with cache.TURNS:
            return score(at.home, scope, period, region, indicators, by, today=at.today, marked=marked)

    return _CARDS.answer(at, (scope, period, region, indicators, by, marked), work_out)


def sheet_of(scope: Scope) -> Sheet:
    """Every month of the province and of the regions in scope."""
    at = cache.moment()

    def work_out() -> Sheet:
        if scope != EVERYTHING:
            return sheet_of(EVERYTHING).within(scope)
        with cache.TURNS:
            return monthly_cube.read(at.home, scope, at.today)

    return _SHEETS.answer(at, scope, work_out)


def asked(question: Hashable, ask: Callable[[Home], Answer]) -> Answer:
    """The answer to a question that names its scope."""
    at = cache.moment()

    def work_out() -> Answer:
        with cache.TURNS:
            return ask(at.home)

    return _ANSWERS.answer(at, question, work_out)


def of_home(read: Callable[[Home], Answer]) -> Answer:
    """What stands in the home's own tables, the same for everybody; `read` is a function of a module."""
    at = cache.moment()
    return _OF_HOME.answer(at, read, lambda: read(at.home))
