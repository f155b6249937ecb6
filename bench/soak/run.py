"""`make bench-soak`: viewers, loads, undos, reports, digests, a server killed twice; fails on an error or on growth.

Two servers stand side by side on one home, half of the viewers at each. A viewer whose server is killed comes again
with the cookie it has, as a browser does; how long that takes is told. Memory is that of the server that is never
killed, as the median of its samples in the second quarter and in the last one; p95 of all runs is that of either half,
without the first tenth, in which all sign in.
"""

import argparse
import asyncio
import random
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.soak.errands import Errands
from bench.soak.viewers import Seen, look, with_accounts
from bench.viewers import served

GROWTH, SLOWER = 0.10, 0.50
"""How much more memory the last quarter may have than the second one, and by how much p95 may be later in the end."""
SAMPLE_SECONDS, PAUSE_SECONDS = 2.0, 2.0
KILLED_AT = (0.3, 0.65)
"""Shares of the time at which the second server is killed."""
SETTLED = 0.1
Memory = list[tuple[float, int]]


async def soak(
    servers: list[served.Server], forms: list[dict[str, str]], seconds: float, seed: int
) -> tuple[Seen, Memory]:
    """Let them look for so long, and kill the second server at KILLED_AT."""
    seen, started, chance = Seen(), time.monotonic(), random.Random(seed)
    looking = [
        look(servers[i % 2].address, form, random.Random(chance.random()), started + seconds, seen)
        for i, form in enumerate(forms)
    ]
    memory, *_ = await asyncio.gather(_watch(servers, started, seconds), *looking)
    return seen, memory


async def _watch(servers: list[served.Server], started: float, seconds: float) -> Memory:
    kills, memory = [started + share * seconds for share in KILLED_AT], []
    while (now := time.monotonic()) < started + seconds:
        memory.append(((now - started) / seconds, servers[0].memory()[0]))
        if kills and now >= kills[0]:
            kills.pop(0)
            served.kill(servers[1])
        await asyncio.sleep(SAMPLE_SECONDS)
    return memory


def main() -> int:
    """Print the table; 1 on an error, or when memory or times grew."""
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("--minutes", type=float, default=10)
    asking.add_argument("--home", type=Path, help="a home of demo records to begin with; it is copied")
    asking.add_argument("--records", type=int, default=200_000)
    asking.add_argument("--viewers", type=int, default=50)
    asking.add_argument("--seed", type=int, default=1)
    given = asking.parse_args()
    with tempfile.TemporaryDirectory(prefix="capaian-soak-") as scratch:
        home = Path(scratch) / "home"
        if given.home:
            shutil.copytree(given.home, home)
        home.mkdir(exist_ok=True)
        served.fill(home, given.records, 3600)
        forms = with_accounts(home, given.viewers)
        errands, seconds, log = Errands(home, Path(scratch)), given.minutes * 60, Path(scratch) / "servers.log"
        with served.side_by_side(home, 2, log) as servers:
            office = threading.Thread(target=errands.until, args=(time.monotonic() + seconds, PAUSE_SECONDS))
            office.start()
            begun = time.monotonic()
            seen, memory = asyncio.run(soak(servers, forms, seconds, given.seed))
            office.join()
        faults = [
            line for line in log.read_text("utf-8").splitlines() if re.match(r"[A-Za-z_.]*(Error|Exception)\b", line)
        ]
        seen.errors += [f"a server: {line}" for line in faults]
    return _told(seen, memory, errands, begun, seconds)


def _told(seen: Seen, memory: Memory, errands: Errands, begun: float, seconds: float) -> int:
    errors = seen.errors + errands.errors
    print("\n".join([f"errors {len(errors)}", *errors[:20]]))
    print("errands", dict(errands.done), f"slowest {max(took for _, took in errands.seconds):.1f} s")
    print(
        f"killed {len(KILLED_AT)} times; {len(seen.back)} viewers back, the last in {max(seen.back, default=0):.1f} s"
    )
    early, late = (
        statistics.median(size for share, size in memory if low <= share < high)
        for low, high in ((0.25, 0.5), (0.75, 1))
    )
    print(f"memory {early / 2**20:.0f} MiB in the second quarter, {late / 2**20:.0f} MiB in the last")
    first, second = (_ninety_five(seen, begun, seconds, *part) for part in ((SETTLED, 0.5), (0.5, 2)))
    print(f"{len(seen.runs)} runs; p95 {first:.2f} s in the first half, {second:.2f} s in the second")
    return int(bool(errors) or late > early * (1 + GROWTH) or second > first * (1 + SLOWER))


def _ninety_five(seen: Seen, begun: float, seconds: float, low: float, high: float) -> float:
    """Ninety-five of a hundred runs between those shares of the time ended within so many seconds."""
    took = [seconds_of for at, seconds_of in seen.runs if low <= (at - begun) / seconds < high]
    return statistics.quantiles(took, n=20)[18] if len(took) > 1 else float("nan")


if __name__ == "__main__":
    sys.exit(main())
