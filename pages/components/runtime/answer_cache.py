"""Answers by moment and question: worked out once for all who ask, and given up with what they rest on."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from data.home import Home

MOMENTS = 2
"""Moments of a home whose answers are kept."""
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Moment:
    """What every figure rests on: the home, the newest entry that changes any, the version of its settings, the day.

    `figures` is that entry's name (`entries.figures_head`).
    `head`, the newest entry of all, may differ by documents, which change no figure: moments are equal all the same,
    whenever they were `looked` at (`time.monotonic`).
    """

    home: Home
    figures: str
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

    def answer(
        self,
        at: Moment,
        question: Hashable,
        work_out: Callable[[], Answer],
        until: Callable[[], str | None] = lambda: None,
    ) -> Answer:
        """The answer to a question; worked out when it is asked for the first time.

        `until` tells, once it is, the last month that it rests on; None where it may rest on any (`take_over`).
        """
        return cast(Answer, self._once(at, question).answer(work_out, until))

    def take_over(self, before: Moment, at: Moment, changed: str) -> None:
        """Keep for a moment the answers of an earlier one that rest on no month from `changed` on."""
        with self._lock:
            if self._kept(at) != at:
                return
            for (moment, question), once in [*self._found.items()]:
                if moment == before and once.until is not None and once.until < changed:
                    self._found.setdefault((at, question), once)
            while len(self._found) > self._at_most:
                self._found.popitem(last=False)

    def put(self, at: Moment, question: Hashable, answer: object) -> None:
        """Keep what was worked out together with the answer to another question."""
        self._once(at, question).put(answer)

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

    def _once(self, at: Moment, question: Hashable) -> "_Once":
        with self._lock:
            at = self._kept(at)
            one = self._found.setdefault((at, question), _Once())
            self._found.move_to_end((at, question))
            if len(self._found) > self._at_most:
                self._found.popitem(last=False)
        return one

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
        self.until: str | None = None

    @property
    def is_answered(self) -> bool:
        """Whether nobody need wait for it."""
        return bool(self._answer)

    def put(self, answer: object) -> None:
        if not self._answer:
            self._answer.append(answer)  # whoever works it out now appends his own, which nobody reads

    def awaited(self, seconds: float) -> object | None:
        left = self._begun + seconds - time.monotonic()
        if not self._answer and left > 0 and self._lock.locked() and self._lock.acquire(timeout=left):
            self._lock.release()
        return next(iter(self._answer), None)

    def answer(self, work_out: Callable[[], object], until: Callable[[], str | None]) -> object:
        if not self._answer:
            with self._lock:
                if not self._answer:
                    self._begun = time.monotonic()
                    answer = work_out()
                    self.until = until()
                    self._answer.append(answer)
        return self._answer[0]
