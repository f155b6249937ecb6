"""Many viewers at once, in one process and one thread, each thinking between what they do."""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.viewers.served import Server
from bench.viewers.visitor import Run, Visitor

THINK_SECONDS = 10.0
"""The longest a viewer looks before the next act; the shortest is nothing."""
ROLES = ("governor", "regent:11.71", "analyst", "auditor", "governor")
"""Whose eyes, in turn: a regent has one region, the others the whole province."""


@dataclass(frozen=True)
class Crowd:
    """What happened: every run, and how busy the clients and the server were (processor seconds per second)."""

    firsts: tuple[Run, ...]
    reruns: tuple[Run, ...]
    clients_busy: float
    server_busy: float
    resident: int
    peak: int


def share(runs: Sequence[Run], part: float) -> float:
    """The seconds within which that part (0-1) of the runs ended."""
    return statistics.quantiles([run.seconds for run in runs], n=100, method="inclusive")[round(part * 100) - 1]


async def look(server: Server, viewers: int, seconds: float, seed: int) -> Crowd:
    """Let them come within the first think time and look for so long."""
    started, client, served = time.monotonic(), time.process_time(), server.cpu_seconds()
    chances = random.Random(seed)
    visits = [
        _visit(Visitor(server.address, ROLES[i % len(ROLES)], random.Random(chances.random())), started + seconds)
        for i in range(viewers)
    ]
    found = await asyncio.gather(*visits)
    passed = time.monotonic() - started
    resident, peak = server.memory()
    return Crowd(
        tuple(runs[0] for runs in found),
        tuple(run for runs in found for run in runs[1:]),
        (time.process_time() - client) / passed,
        (server.cpu_seconds() - served) / passed,
        resident,
        peak,
    )


async def _visit(viewer: Visitor, until: float) -> list[Run]:
    await asyncio.sleep(viewer.chance.uniform(0, THINK_SECONDS))
    await viewer.come()
    try:
        runs = [await viewer.first()]
        while True:
            pause = viewer.chance.uniform(0, THINK_SECONDS)
            if time.monotonic() + pause > until:
                return runs
            await asyncio.sleep(pause)
            runs.append(await viewer.act())
    finally:
        await viewer.go()
