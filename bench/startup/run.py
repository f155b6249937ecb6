"""`make bench-startup`: what a command costs as a process of its own, as a table (Linux).

python -m bench.startup.run --before DIR      another tree of this project measured in turn, beside this one
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.viewers.served import dashboard, fill

PROJECT = Path(__file__).resolve().parents[2]
LIMIT_SECONDS = 3600
COMMANDS = {
    "--help": ["--help"],
    "log": ["log"],
    "score": ["score", "--format", "json"],
    "score, one indicator": ["score", "--indicator", "on_time_rate", "--format", "json"],
}


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor, seconds on the clock, and MB of memory at most."""

    processor: float
    wall: float
    memory: float


def of_command(tree: Path, home: Path, arguments: Sequence[str]) -> Cost:
    """One run of `cli.py` of a tree; a run that fails is an error."""
    started = time.perf_counter()
    environment = {**os.environ, "CAPAIAN_HOME": str(home)}
    child = subprocess.Popen(
        [sys.executable, str(tree / "cli.py"), *arguments], env=environment, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{arguments}: exit code {child.returncode}")
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024)


def of_server(tree: Path, home: Path) -> Cost:
    """`cli.py serve` until it answers: its processes together, and the memory that they hold then."""
    started = time.perf_counter()
    with dashboard(home, tree) as server:
        answered = time.perf_counter() - started
        family = list(server.family())
        return Cost(
            sum(one.cpu_seconds() for one in family), answered, sum(one.memory()[0] for one in family) / (1 << 20)
        )


def measured(trees: dict[str, Path], homes: dict[str, Path], times: int) -> Iterator[tuple[str, dict[str, list[Cost]]]]:
    """Every command, run in turn by every tree; the first run of each is not counted."""
    for name, arguments in COMMANDS.items():
        costs: dict[str, list[Cost]] = {tree: [] for tree in trees}
        for _ in range(times + 1):
            for tree, path in trees.items():
                costs[tree].append(of_command(path, homes[tree], arguments))
        yield name, {tree: found[1:] for tree, found in costs.items()}
    costs = {tree: [of_server(path, homes[tree]) for _ in range(times)] for tree, path in trees.items()}
    yield "serve, until it answers", costs


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=1_000_000)
    options.add_argument("--home", type=Path, help="a filled home to copy instead of demo records")
    options.add_argument("--before", type=Path, help="the root of an earlier tree")
    options.add_argument("--times", type=int, default=5)
    chosen = options.parse_args()
    trees = ({"before": chosen.before.resolve()} if chosen.before else {}) | {"this tree": PROJECT}
    with tempfile.TemporaryDirectory(prefix="capaian-bench-") as scratch:
        source = chosen.home or Path(scratch) / "demo"
        fill(source, chosen.records, LIMIT_SECONDS)
        # Each tree has a home of its own, for another version derives another warehouse.
        homes = {name: Path(shutil.copytree(source, Path(scratch) / name)) for name in trees}
        print("| command | tree | processor s, median (least) | wall s, median (least) | MB |\n|---|---|---|---|---|")
        for command, costs in measured(trees, homes, chosen.times):
            for tree, runs in costs.items():
                print(f"| {command} | {tree} | {_two(runs, 'processor')} | {_two(runs, 'wall')} | {_memory(runs)} |")
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return 0


def _two(runs: Sequence[Cost], name: str) -> str:
    values = [getattr(cost, name) for cost in runs]
    return f"{statistics.median(values):.2f} ({min(values):.2f})"


def _memory(runs: Sequence[Cost]) -> str:
    return f"{max(cost.memory for cost in runs):.0f}"


if __name__ == "__main__":
    sys.exit(main())
