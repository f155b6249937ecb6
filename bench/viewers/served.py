"""The server as people start it, its demo home, and what the machine says of it (Linux, /proc)."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
TICK_SECONDS = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server that runs: its address, and the id of the process that answers."""

    address: str
    process: int
    started: int
    """The process that was started: the same one, but in a tree whose `serve` waits beside its server."""
    beside: tuple[str, ...] = ()
    """Addresses of further servers on the same home."""

    def family(self) -> "Iterator[Server]":
        """The process that was started and every one below it."""
        waiting = [self.started]
        while waiting:
            process = waiting.pop()
            yield Server(self.address, process, self.started)
            waiting += _children(process)

    def cpu_seconds(self) -> float:
        """Processor time it has used so far, in user and in system."""
        told = Path(f"/proc/{self.process}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(told[11]) + int(told[12])) * TICK_SECONDS

    def memory(self) -> tuple[int, int]:
        """Bytes of memory now, and the most it ever had."""
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        kib = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines) if "kB" in rest}
        return kib["VmRSS"] << 10, kib["VmHWM"] << 10


def fill(home: Path, records: int, limit_seconds: float) -> None:
    """A home of demo records; one that is filled already is used as it is."""
    if not (home / "warehouse.duckdb").exists():
        command = [sys.executable, str(PROJECT / "cli.py"), "demo", "--records", str(records)]
        subprocess.run(command, env=at(home), check=True, capture_output=True, timeout=limit_seconds)


@contextlib.contextmanager
def dashboard(home: Path, tree: Path = PROJECT, workers: int = 1) -> Iterator[Server]:
    """`cli.py serve` on a free port of this machine."""
    port = _free_port()
    command = [sys.executable, str(tree / "cli.py"), "serve", "--port", str(port)]
    command += ["--workers", str(workers)] if workers > 1 else []
    with _running(command, port, home) as server:
        others = tuple(f"http://127.0.0.1:{port + nth}" for nth in range(1, workers))
        for address in others:
            _wait(f"{address}/_stcore/health")
        yield replace(server, beside=others)


@contextlib.contextmanager
def side_by_side(home: Path, count: int, log: Path) -> Iterator[list[Server]]:
    """`cli.py serve --workers COUNT`, at as many ports in a row; each by its address. Complaints go to `log`."""
    port = _free_port()
    command = [sys.executable, str(PROJECT / "cli.py"), "serve", "--port", str(port), "--workers", str(count)]
    with log.open("wb") as complaints, _running(command, port, home, complaints) as first:
        addresses = [f"http://127.0.0.1:{port + more}" for more in range(count)]
        for address in addresses:
            _wait(f"{address}/_stcore/health")
        yield [Server(address, _listening(first.started, address), first.started) for address in addresses]


def kill(server: Server) -> None:
    """Kill the process that answers at this address now."""
    os.kill(_listening(server.started, server.address), signal.SIGKILL)


def _listening(started: int, address: str) -> int:
    """The process below that one which serves this address, not the one that keeps several."""
    port = address.rsplit(":", 1)[1].encode()
    below = [server.process for server in Server(address, started, started).family()]
    words = {process: Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0") for process in below}
    return next(process for process, line in words.items() if {b"serve", b"--port", port} <= set(line))


@contextlib.contextmanager
def empty_page(folder: Path) -> Iterator[Server]:
    """The same Streamlit with a script of one line."""
    script, port = folder / "empty.py", _free_port()
    script.write_text("import streamlit as st; st.write('empty')\n", encoding="utf-8")
    options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
    options += ["--server.fileWatcherType", "none", "--browser.gatherUsageStats", "false"]
    with _running([sys.executable, "-m", "streamlit", "run", str(script), *options], port, folder) as server:
        yield server


@contextlib.contextmanager
def _running(command: list[str], port: int, home: Path, log: IO[bytes] | None = None) -> Iterator[Server]:
    with subprocess.Popen(command, cwd=home, env=at(home), process_group=0, stderr=log) as started:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/_stcore/health", started)
            yield Server(address, _youngest(started.pid), started.pid)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGTERM)
            try:
                started.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(started.pid, signal.SIGKILL)


def _youngest(process: int) -> int:
    """The server itself, where the command only waits for it."""
    children = _children(process)
    return _youngest(children[0]) if children else process


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _wait(address: str, started: "subprocess.Popen[bytes] | None" = None) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and (started is None or started.poll() is None):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")


def at(home: Path) -> dict[str, str]:
    return {**os.environ, "CAPAIAN_HOME": str(home)}


def _free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
