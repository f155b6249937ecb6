"""One measured piece of work: a child process of its own, its wall-clock time and the memory of it and its children."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
WATCH_SECONDS = 0.05


@dataclass(frozen=True)
class Measured:
    """Seconds of the work alone (without starting Python), and the largest memory in bytes, children included."""

    seconds: float
    memory: int


def run(work: str, *arguments: str, limit_seconds: float) -> Measured:
    """Run a function of `bench.load.works` in a process of its own; TimeoutError when it takes too long."""
    command = [sys.executable, "-m", "bench.load.works", work, *arguments]
    child = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    began, peak = time.monotonic(), 0
    try:
        while child.poll() is None:
            peak = max(peak, sum(_resident(process) for process in _tree(child.pid)))
            if time.monotonic() - began > limit_seconds:
                raise TimeoutError(f"{work}: more than {limit_seconds:.0f} s")
            time.sleep(WATCH_SECONDS)
    finally:
        child.kill()
    told, _ = child.communicate()
    if child.returncode:
        raise RuntimeError(f"{work}: exit code {child.returncode}")
    return Measured(float(json.loads(told.splitlines()[-1])["seconds"]), peak)


def _tree(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:  # it has ended, or the system has no such place
        return
    for child in children:
        yield from _tree(int(child))


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096
    except OSError:
        return 0
