"""`make bench-score`: process time of scorecards on demo records, as a table; fails above the bound.

The bound is that of the largest question: every indicator of every region over 36 months, with all its marks.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from access.identity.scope import EVERYTHING
from data.demo import filling
from data.home import Home
from data.settings.places import today_of
from metrics.cells import build
from metrics.judgement.reporting import last_ended_month
from metrics.periods import Period, plus_months
from metrics.scorecard.request import Question
from metrics.scorecard.score import score
from metrics.scorecard.scoring import Scoring
from metrics.scorecard.workspace import Workspace

BOUND_SECONDS = 1.0
RECORDS = 1_000_000
TIMES = 5


@dataclass(frozen=True)
class Took:
    """Process seconds of a question: the first time in a process, and the least of those after."""

    name: str
    rows: int
    first: float
    again: float


def measured(home: Home, today: date) -> Iterator[Took]:
    """Every question in turn; the first one also pays for what is imported and read once."""
    last = last_ended_month(today)
    span = f"{plus_months(last, -35)}..{last}"
    yield _took("all regions × 36 months", lambda: len(score(home, EVERYTHING, span, by="region,month").rows))
    yield _took("the same without marks", lambda: _without_marks(home, span, today))
    yield _took("all regions, one month", lambda: len(score(home, EVERYTHING, last, by="region").rows))
    yield _took("province, one month", lambda: len(score(home, EVERYTHING, last).rows))
    yield _took("province, year to date", lambda: len(score(home, EVERYTHING, f"ytd:{last}").rows))
    yield _took("services, one month", lambda: len(score(home, EVERYTHING, last, by="service").rows))


def _took(name: str, ask: Callable[[], int]) -> Took:
    seconds = []
    for _ in range(TIMES):
        started = time.process_time()
        rows = ask()
        seconds.append(time.process_time() - started)
    return Took(name, rows, seconds[0], min(seconds[1:]))


def _without_marks(home: Home, span: str, today: date) -> int:
    with Workspace(home, EVERYTHING, today=today) as workspace:
        chosen = tuple(workspace.indicators.values())
        asked = Question(Period(span), None, workspace.province, chosen, "region,month", today, marked=False)
        return len(list(Scoring(workspace, asked).rows()))


def main() -> int:
    """Print the table; 1 when the largest question took longer than the bound."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=RECORDS)
    options.add_argument("--home", type=Path, help="a filled home to measure instead of demo records")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="capaian-bench-") as scratch:
        home = Home(asked.home or Path(scratch) / "home")
        if asked.home is None:
            filling.fill(home, asked.records, 1, today_of(home))
        build.catch_up(home)
        gc.freeze()
        found = list(measured(home, today_of(home)))
    print(f"{'question':<26}{'rows':>8}{'first s':>10}{'again s':>10}")
    for took in found:
        print(f"{took.name:<26}{took.rows:>8}{took.first:>10.3f}{took.again:>10.3f}")
    print(f"bound: {BOUND_SECONDS} s for the largest, once the process has started")
    return int(found[0].again > BOUND_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
