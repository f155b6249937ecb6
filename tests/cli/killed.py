"""Commands as processes that are killed at some moment; they are forked where the product has been loaded once."""

import multiprocessing
import os
import sys
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

PRELOADED = ["cli", "terminal.documents", "terminal.ledger", "terminal.operation", "terminal.score"]
PRELOADED += ["terminal.sign_off", "terminal.targets", "terminal.uploads", "tests.cli.killed"]


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, None when it was killed; what it had printed by then; its seconds."""

    code: int | None
    out: str
    err: str
    seconds: float


def fork_server() -> ForkServerContext:
    """Where commands are forked from: a process that has loaded the product and done nothing with it yet."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def run(server: ForkServerContext, root: Path, *arguments: object, kill_after: float | None = None) -> Ended:
    """A command on a home; killed after so many seconds, if it still runs then."""
    out, err = root.with_name("out.txt"), root.with_name("err.txt")
    for path in (out, err):
        path.write_text("", encoding="utf-8")
    process = server.Process(target=_obey, args=(str(root), [str(a) for a in arguments], str(out), str(err)))
    begun = time.monotonic()
    process.start()
    process.join(kill_after)
    if process.is_alive():
        process.kill()
        process.join()
    code = process.exitcode if process.exitcode is not None and process.exitcode >= 0 else None
    return Ended(code, out.read_text("utf-8"), err.read_text("utf-8"), time.monotonic() - begun)


def _obey(root: str, arguments: list[str], out: str, err: str) -> None:
    import cli

    os.environ["CAPAIAN_HOME"] = root
    with Path(out).open("w", encoding="utf-8") as sys.stdout, Path(err).open("w", encoding="utf-8") as sys.stderr:
        code = cli.main(arguments)
    os._exit(code)
