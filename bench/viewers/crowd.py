"""Many viewers at once, in one process and one thread, each thinking between what they do."""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.viewers.served import Server
from bench.viewers.visitor import Run, Visitor

COME_SECONDS = 10.0
"""Within which all viewers come."""
ROLES = ("governor", "regent:11.71", "analyst", "auditor", "governor")
"""Whose eyes, in turn: a regent has one region, the others the whole province."""


@dataclass(frozen=True)
class Crowd:
    """What happened: every run, reruns a second once all have come, and how busy the clients and the server with all of
    its processes were (processor seconds per second); `resident` and `peak` are of its largest process.
    """

    firsts: tuple[Run, ...]
    reruns: tuple[Run, ...]
    a_second: float
    clients_busy: float
    server_busy: float
    resident: int
    peak: int


def share(runs: Sequence[Run], part: float) -> float:
    """The seconds within which that part (0-1) of the runs ended."""
    return statistics.quantiles([run.seconds for run in runs], n=100, method="inclusive")[round(part * 100) - 1]


async def look(server: Server, viewers: int, seconds: float, seed: int, think: float) -> Crowd:
    """Let them come and look for so long, each thinking up to so many seconds before the next act."""
    family = list(server.family())
    started, client, served = time.monotonic(), time.process_time(), sum(one.cpu_seconds() for one in family)
    chances = random.Random(seed)
    addresses = (server.address, *server.beside)
    until = started + seconds
    visits = [
        _visit(Visitor(addresses[i % len(addresses)], {"peran": ROLES[i % len(ROLES)]}, _chance(chances)), until, think)
        for i in range(viewers)
    ]
    found = await asyncio.gather(*visits)
    passed = time.monotonic() - started
    resident, peak = max(one.memory() for one in family)
    reruns = tuple(run for runs in found for run in runs[1:])
    late = [run for run in reruns if run.ended > started + COME_SECONDS]
    return Crowd(
        tuple(runs[0] for runs in found),
        reruns,
        len(late) / max(passed - COME_SECONDS, 1e-9),
        (time.process_time() - client) / passed,
        (sum(one.cpu_seconds() for one in family) - served) / passed,
        resident,
        peak,
    )


def _chance(chances: random.Random) -> random.Random:
    return random.Random(chances.random())


async def _visit(viewer: Visitor, until: float, think: float) -> list[Run]:
    await asyncio.sleep(viewer.chance.uniform(0, COME_SECONDS))
    await viewer.come()
    try:
        runs = [await viewer.first()]
        while True:
            pause = viewer.chance.uniform(0, think)
            if time.monotonic() + pause > until:
                return runs
            await asyncio.sleep(pause)
            runs.append(await viewer.act())
    finally:
        await viewer.go()
