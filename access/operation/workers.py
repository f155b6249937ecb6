"""Several servers on one home: each a process with a port of its own; one that ends is started again.

Run as a program of its own (`python -m access.operation.workers`), so that what waits beside the servers stays small.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

CLI = Path(__file__).resolve().parents[2] / "cli.py"
FIRST_LINK = "CAPAIAN_FIRST_LINK"
"""Set to 0 for all servers but one: each new link for the first account ends the one before."""
LOOK_SECONDS, STOP_SECONDS = 0.5, 20
AT_LEAST_SECONDS, TRIES = 10, 5
"""A server that ends sooner than that, so many times in a row, is not started again: its set-up is wrong."""


@dataclass
class Worker:
    """One server, and how often in a row it ended at once."""

    host: str
    port: int
    is_first: bool
    restarted: str
    process: "subprocess.Popen[bytes]" = field(init=False)
    started: float = 0.0
    falls: int = 0

    def start(self) -> None:
        """Begin it, or begin it anew."""
        environment = dict(os.environ) if self.is_first else {**os.environ, FIRST_LINK: "0"}
        command = [sys.executable, str(CLI), "serve", "--host", self.host, "--port", str(self.port)]
        self.process, self.started = subprocess.Popen(command, env=environment), time.monotonic()

    def is_lost(self) -> bool:
        """Whether it ended and is not to be started again; one that ended by chance is started here."""
        if self.process.poll() is None:
            return False
        self.falls = self.falls + 1 if time.monotonic() - self.started < AT_LEAST_SECONDS else 0
        if self.falls >= TRIES:
            return True
        print(self.restarted.replace("{port}", str(self.port)), file=sys.stderr, flush=True)
        self.start()
        return False


def keep(host: str, port: int, count: int, restarted: str) -> int:
    """Hold so many servers at ports from `port` on until a signal comes; 0, or 1 when one could not be kept.

    `restarted` is what the log is told of one that is started again, with `{port}` in it.
    """
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    workers = [Worker(host, port + index, index == 0, restarted) for index in range(count)]
    for worker in workers:
        worker.start()
    lost = False
    while not stopping and not lost:
        time.sleep(LOOK_SECONDS)
        lost = any(worker.is_lost() for worker in workers)
    _stop([worker.process for worker in workers])
    return int(lost)


def _stop(processes: "list[subprocess.Popen[bytes]]") -> None:
    for process in processes:
        process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> int:
    """`python -m terminal.workers HOST PORT COUNT WORDS`."""
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("host")
    asking.add_argument("port", type=int)
    asking.add_argument("count", type=int)
    asking.add_argument("restarted")
    asked = asking.parse_args()
    return keep(asked.host, asked.port, asked.count, asked.restarted)


if __name__ == "__main__":
    sys.exit(main())
