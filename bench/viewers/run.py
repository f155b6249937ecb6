"""`make bench-viewers`: fifty viewers on Ringkasan, and how soon a browser shows it; fails above the bounds."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.viewers import cold, served
from bench.viewers.crowd import Crowd, look, share

FIRST_SECONDS, RERUN_SECONDS = 0.600, 0.250
MEMORY_MIB, RERUN_KIB = 600, 250
PAINT_SECONDS, LATER_SECONDS, REGION_SECONDS, COLD_MB = 0.4, 0.4, 0.2, 1.2
"""First figures; how much later than an empty page's text Ringkasan can be used; another region; bytes of a visit."""
FILL_SECONDS = 3600


def main() -> int:
    """Print the table; 1 when a bound is broken."""
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("--records", type=int, default=10_000_000)
    asking.add_argument("--home", type=Path, help="a home of demo records to use; made there when it is not yet")
    asking.add_argument("--viewers", type=int, default=50)
    asking.add_argument("--seconds", type=float, default=120)
    asking.add_argument("--think", type=float, default=10, help="the longest a viewer looks before the next act")
    asking.add_argument("--workers", type=int, default=1, help="servers side by side, as `serve --workers`")
    asking.add_argument("--cold", type=int, default=7, help="cold loads of either page; 0: none")
    asking.add_argument("--seed", type=int, default=1)
    asked = asking.parse_args()
    with tempfile.TemporaryDirectory(prefix="capaian-bench-") as scratch:
        home = asked.home or Path(scratch) / "home"
        home.mkdir(parents=True, exist_ok=True)
        served.fill(home, asked.records, FILL_SECONDS)
        lines: list[tuple[str, float, float, str]] = []
        with served.dashboard(home, workers=asked.workers) as server:
            if asked.cold:
                with served.empty_page(Path(scratch)) as empty:
                    lines += _cold(cold.compare(empty.address, server.address, asked.cold))
            if asked.viewers:
                asyncio.run(look(server, 1, 0, asked.seed, 0))  # a server that has just started is still making ready
                lines += _crowd(asyncio.run(look(server, asked.viewers, asked.seconds, asked.seed, asked.think)))
    for name, value, bound, unit in lines:
        print(f"{name:<44}{value:>10.{0 if value >= 100 else 2}f} {unit:<5}" + (f"bound {bound:g}" if bound else ""))
    return int(any(bound and value > bound for _, value, bound, _ in lines))


def _crowd(found: Crowd) -> Iterator[tuple[str, float, float, str]]:
    """Name, value, bound (0: none) and unit of every line."""
    ms = 1000
    yield f"first runs ({len(found.firsts)}), p50", share(found.firsts, 0.5) * ms, 0, "ms"
    yield "first runs, p95", share(found.firsts, 0.95) * ms, FIRST_SECONDS * ms, "ms"
    for name in sorted({run.asked for run in found.reruns}):
        runs = [run for run in found.reruns if run.asked == name]
        yield f"reruns of {name} ({len(runs)}), p95", share(runs, 0.95) * ms, 0, "ms"
    yield f"reruns ({len(found.reruns)}), p50", share(found.reruns, 0.5) * ms, 0, "ms"
    yield "reruns, p95", share(found.reruns, 0.95) * ms, RERUN_SECONDS * ms, "ms"
    yield "reruns a second", found.a_second, 0, ""
    yield "largest rerun", max(run.received for run in found.reruns) / 1024, RERUN_KIB, "KiB"
    yield "mean rerun", sum(run.received for run in found.reruns) / len(found.reruns) / 1024, 0, "KiB"
    yield "mean first run", sum(run.received for run in found.firsts) / len(found.firsts) / 1024, 0, "KiB"
    yield "memory of the server, at the end", found.resident / 2**20, 0, "MiB"
    yield "memory of the server, at most", found.peak / 2**20, MEMORY_MIB, "MiB"
    runs = len(found.firsts) + len(found.reruns)
    yield "processor share of the server", found.server_busy, 0, ""
    yield "processor share of the clients", found.clients_busy, 0, ""
    yield "load of the whole machine (1 min)", os.getloadavg()[0], 0, f"of {os.cpu_count()} cores, {runs} runs"


def _cold(found: cold.Cold) -> Iterator[tuple[str, float, float, str]]:
    yield "an empty page, median", found.empty, 0, "s"
    yield "Ringkasan until its figures show, median", found.painted, PAINT_SECONDS, "s"
    yield "Ringkasan until it can be used, median", found.usable, 0, "s"
    yield "later than the empty page", found.usable - found.empty, LATER_SECONDS, "s"
    yield "another region after a click, median", found.region, REGION_SECONDS, "s"
    yield "bytes of a cold visit", found.received / 1e6, COLD_MB, "MB"


if __name__ == "__main__":
    sys.exit(main())
