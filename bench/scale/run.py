"""`make bench-scale`: scorecards at sizes of records and at national shape, beside the same figures by hand.

Every figure is seconds of processor (a busy machine changes those least), the least of several times; `first` pays for
what is read once. The figures by hand are compared with the product's before anything is printed.
"""

import argparse
import math
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from access.identity.scope import EVERYTHING
from bench.load import files
from bench.scale import by_hand, nation
from data.home import Home
from data.intake import load
from data.ledger import entries
from data.settings.places import now_of, today_of
from metrics.cells import build
from metrics.cells.query import Slice
from metrics.obstacles.explain import explain
from metrics.periods import Period, plus_months
from metrics.scorecard import monthly_cube
from metrics.scorecard.score import score
from metrics.scorecard.workspace import Workspace
from reports.content.options import Options
from reports.content.stamp import Stamp
from reports.documents import registry
from reports.formats import pdf

TIMES = 3
FILE_RECORDS = 10_000_000
"""Larger files are refused."""
Answer = TypeVar("Answer")


def main() -> int:
    """Print one table a size, as Markdown."""
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("--records", type=int, nargs="*", default=[1_000_000, 10_000_000], help="sizes; none: 0")
    asking.add_argument("--home", type=Path, help="a filled home to measure instead of demo records")
    asking.add_argument("--months", type=int, default=60, help="months at national shape; 0: not measured")
    asking.add_argument("--density", type=float, default=0.2, help="share of region × service × channel with cells")
    asking.add_argument(
        "--beside", nargs="*", default=list(by_hand.RIVALS), choices=by_hand.RIVALS, help="the same by hand"
    )
    asked = asking.parse_args()
    with tempfile.TemporaryDirectory(prefix="capaian-bench-") as scratch:
        for size in [0] if asked.home else asked.records:
            home = Home(asked.home or Path(scratch) / f"home-{size}")
            if not asked.home and size:
                _print(f"{size:,} records", list(_fill(home, size)))
            if asked.home or size:
                _print(f"Home of {_records(home):,} applications", list(of_records(home, asked.beside)))
        if asked.months:
            shape = nation.Shape(asked.months, asked.density)
            _print(
                f"National shape, {asked.months} months, density {asked.density}", list(of_nation(Path(scratch), shape))
            )
    return 0


def of_records(home: Home, beside: Collection[str]) -> Iterator[tuple[str, float, float]]:
    """What a home of records answers, and the same by hand by each of `beside`."""
    with Workspace(home, EVERYTHING) as workspace:
        through = workspace.reporting.complete_through(None, today_of(home)) or ""
        newest = workspace.connection.rows("select strftime(max(received_month), '%Y-%m') from transactions")[0][0]
        month = Period(min(through, str(newest)))
    four = _took(lambda: score(home, EVERYTHING, month.code, None, by_hand.NAMES, "region", marked=False))
    yield "four figures of all regions, one month: product", four[1], four[2]
    start = by_hand.given(home, month.first_day, month.last_day)
    ours: dict[str, list[float | None]] = {row.member: [] for row in four[0].rows}
    for row in four[0].rows:
        ours[row.member].append(row.actual)
    for name in beside:
        rival = by_hand.RIVALS[name]
        try:
            found, first, again = _took(partial(rival, start), 2)
        except ImportError:
            print(f"{name}: not installed (requirements-bench.txt)", file=sys.stderr)
            continue
        for region, figures in found.items():
            same = zip(ours[region], figures, strict=True)
            assert all(a == b or (a and b and math.isclose(a, b)) for a, b in same), (name, region)
        yield f"the same, {name} from the records", first, again
    span = f"{plus_months(month.code, -35)}..{month.code}"
    yield "scorecard of all regions, one month", *_took(lambda: score(home, EVERYTHING, month.code, by="region"))[1:]
    yield "all regions × 36 months", *_took(lambda: score(home, EVERYTHING, span, by="region,month"))[1:]
    missed = _took(lambda: explain(home, EVERYTHING, "on_time_rate", month.code), 2)
    yield "a miss explained", missed[1], missed[2]
    with Workspace(home, EVERYTHING) as workspace:
        yield "what Ringkasan is cut from (five years)", *_took(lambda: monthly_cube.read(workspace), 2)[1:]
    yield "report of the month, PDF", *_took(partial(_report, home, month.code), 2)[1:]


def of_nation(scratch: Path, shape: nation.Shape) -> Iterator[tuple[str, float, float]]:
    """What a home of national shape answers from cells alone."""
    home = Home(scratch / "nation")
    made = _took(lambda: nation.make(home, shape), 1)
    yield f"{made[0]:,} cells and counts made up", made[1], made[2]
    yield "taken in (cells and roll-up made)", *_took(lambda: build.catch_up(home), 1)[1:]
    with Workspace(home, EVERYTHING) as workspace:
        month, reader = Period("2026-10"), workspace.reader
        summed = [indicator for indicator in workspace.indicators.values() if indicator.numerator is not None]
        one = Slice((month,), None, "leaf")
        all_months = tuple(map(Period, Period(f"{plus_months('2026-10', 1 - shape.months)}..2026-10").months))
        yield "sums of all indicators, all regions, one month", *_took(lambda: reader.sums(one, summed))[1:]
        yield "the same of all months", *_took(lambda: reader.sums(Slice(all_months, None, "leaf"), summed))[1:]
        services = Slice((month,), "11.01", "service")
        yield "what Ringkasan is cut from (five years)", *_took(lambda: monthly_cube.read(workspace), 2)[1:]
        yield "one region by service, one month", *_took(lambda: reader.sums(services, summed))[1:]
    plain = _took(lambda: score(home, EVERYTHING, "2026-10", by="leaf", marked=False))
    yield f"scorecard of 514 regions, one month, without marks ({len(plain[0].rows):,} rows)", *plain[1:]
    yield "the same with marks", *_took(lambda: score(home, EVERYTHING, "2026-10", by="leaf"), 2)[1:]
    yield "38 provinces, one month, with marks", *_took(lambda: score(home, EVERYTHING, "2026-10", by="region"), 2)[1:]
    yield "scorecard of the whole, one month, with marks", *_took(lambda: score(home, EVERYTHING, "2026-10"), 2)[1:]
    size = home.warehouse_path.stat().st_size / 2**30
    yield "file of the warehouse, GiB", size, size


def _fill(home: Home, records: int) -> Iterator[tuple[str, float, float]]:
    """Load made-up files of so many applications together, as `bench/load` has them."""
    seconds = []
    for first in range(0, records, FILE_RECORDS):
        made = files.make_csv(home.root.parent, "iso", min(FILE_RECORDS, records - first), 1, first)
        loaded = _took(partial(load.load, home, load.request(home, made.path, "transactions")), 1)
        assert loaded[0].seq, loaded[0].problems[:3]
        made.path.unlink()
        seconds.append(loaded[1])
    yield f"loaded from {len(seconds)} file(s): the first; each on average", seconds[0], sum(seconds) / len(seconds)
    yield "derived (records, facts, cells, roll-up)", *_took(lambda: build.catch_up(home), 1)[1:]
    for name, path in (("ledger", home.ledger_dir), ("warehouse", home.warehouse_path)):
        size = sum(each.stat().st_size for each in (path.rglob("*") if path.is_dir() else [path])) / 2**30
        yield f"{name} on the disk, GiB", size, size


def _report(home: Home, period: str) -> bytes:
    head = entries.entries(home)[-1]
    issued = Stamp("bench", head.seq, head.sha256, now_of(home).isoformat(), "bench")
    return pdf.render(registry.gather(home, EVERYTHING, Options(period, None, "capaian", "pdf"), issued))


def _records(home: Home) -> int:
    with Workspace(home, EVERYTHING) as workspace:
        return int(str(workspace.connection.rows("select count(*) from transactions")[0][0]))


def _took(ask: Callable[[], Answer], times: int = TIMES) -> tuple[Answer, float, float]:
    """The answer, and seconds of processor: the first time, and the least of all."""
    seconds = []
    for _ in range(times):
        started = time.process_time()
        answer = ask()
        seconds.append(time.process_time() - started)
    return answer, seconds[0], min(seconds)


def _print(title: str, lines: list[tuple[str, float, float]]) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\n| {title} | first s | again s |\n|---|---|---|")
    for name, first, again in lines:
        print(f"| {name} | {first:.3f} | {again:.3f} |")
    print(f"| memory of the process until here, at most, GiB | {peak:.2f} | |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
