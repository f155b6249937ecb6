"""Commands as processes that kill themselves at a chosen moment; they are forked where the product was loaded once."""

import json
import multiprocessing
import os
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random
from typing import NamedTuple

PRELOADED = ["cli", "terminal.documents", "terminal.ledger", "terminal.operation", "terminal.score"]
PRELOADED += ["terminal.sign_off", "terminal.targets", "terminal.uploads", "tests.cli.killed"]
STEPS = {"os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.utime", "shutil.rmtree"}
"""Audit events (PEP 578) that change a folder; each is told before it happens. Files opened to write are such too."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Moment(NamedTuple):
    """When a command kills itself: so many seconds after its step of that number; step 0 is its beginning."""

    step: int
    wait: float


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, None when it was killed; what it had printed by then; seconds of its steps.

    The first second is its beginning, the last one its end; a command that was killed has none.
    """

    code: int | None
    out: str
    err: str
    steps: list[float]

    def moment(self, chance: Random) -> Moment:
        """A moment of the next such command: half of them right at one of its steps, half somewhere in its time."""
        if chance.random() < 0.5:
            return Moment(chance.randrange(1, max(2, len(self.steps) - 1)), 0.0)
        at = chance.uniform(0, self.steps[-1])
        step = max(number for number, begun in enumerate(self.steps) if begun <= at)
        return Moment(step, at - self.steps[step])


def fork_server() -> ForkServerContext:
    """Where commands are forked from: a process that has loaded the product and done nothing with it yet."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def run(server: ForkServerContext, root: Path, *arguments: object, kill: Moment | None = None) -> Ended:
    """A command on a home; with `kill` it is gone at that moment, if it has not ended by then."""
    out, err, steps = (root.with_name(name) for name in ("out.txt", "err.txt", "steps.json"))
    for path in (out, err):
        path.write_text("", encoding="utf-8")
    steps.write_text("[]", encoding="utf-8")
    process = server.Process(target=_obey, args=(root, [str(a) for a in arguments], out, err, steps, kill))
    process.start()
    process.join()
    code = process.exitcode if process.exitcode is not None and process.exitcode >= 0 else None
    return Ended(code, out.read_text("utf-8"), err.read_text("utf-8"), json.loads(steps.read_text("utf-8")))


def _obey(root: Path, arguments: list[str], out: Path, err: Path, steps: Path, kill: Moment | None) -> None:
    import cli

    os.environ["CAPAIAN_HOME"] = str(root)
    with out.open("w", encoding="utf-8") as sys.stdout, err.open("w", encoding="utf-8") as sys.stderr:
        told = _watch(str(root.parent), kill)
        code = cli.main(arguments)
    begun, *later = [*told, time.monotonic()]
    steps.write_text(json.dumps([0.0, *(at - begun for at in later)]), encoding="utf-8")
    os._exit(code)


def _watch(folder: str, kill: Moment | None) -> list[float]:
    """The moments of all steps below that folder, as they come; a kill stops C code as well."""
    told: list[float] = []

    def reached() -> None:
        told.append(time.monotonic())
        if kill is None or len(told) - 1 != kill.step:
            return
        if kill.wait:
            signal.setitimer(
                signal.ITIMER_REAL, kill.wait
            )  # nobody handles SIGALRM: it ends the process there and then
        else:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, about: tuple[object, ...]) -> None:
        is_step = event in STEPS or (event == "open" and isinstance(about[2], int) and about[2] & WRITING)
        if is_step and str(about[0]).startswith(folder):
            reached()

    reached()
    sys.addaudithook(hear)
    return told
