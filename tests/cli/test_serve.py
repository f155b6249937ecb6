"""`cli.py serve` is the server: one process, which a signal ends whole."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, program

START_SECONDS = 90


@contextlib.contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A dashboard that answers, and its port."""
    port = free_port()
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(port)]
    environment = {**os.environ, "CAPAIAN_HOME": str(home)}
    log = home.parent / "server.log"
    with log.open("wb") as stream, subprocess.Popen(command, env=environment, stdout=stream, stderr=stream) as server:
        try:
            until(lambda: answers(port) or server.poll() is not None)
            assert server.poll() is None, log.read_text(encoding="utf-8")[-2000:]
            yield server, port
        finally:
            server.kill()


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
            return True
    except OSError:
        return False


def until(holds) -> None:
    end = time.monotonic() + START_SECONDS
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks /proc for the children of a process")
def test_the_server_is_the_process_that_was_started(office):
    with serving(office) as (server, _):
        tasks = Path(f"/proc/{server.pid}/task").iterdir()
        assert "".join((task / "children").read_text() for task in tasks) == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without asking it")
def test_a_signal_ends_all_of_it(office, number):
    with serving(office) as (server, port):
        server.send_signal(number)
        server.wait(START_SECONDS)
        assert not answers(port)


def test_a_public_address_reaches_the_server(office, monkeypatch):
    """What the gate holds to be its own name is handed on, although no other process is started for it."""
    monkeypatch.setenv("CAPAIAN_PUBLIC_URL", "https://capaian.example.go.id")
    with serving(office) as (_, port):
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/masuk", headers={"Host": "capaian.example.go.id"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("workers", [1, 2])
def test_a_port_in_use_is_said_before_anything_is_promised(office, workers):
    with contextlib.closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        answer = program(office, "serve", "--port", port, "--workers", workers)
    assert answer.refused(2) == (
        f"Port {port} sedang dipakai, mungkin oleh dasbor yang masih terbuka. "
        f"Hentikan program itu, atau pakai port lain: cli.py serve --port {port + 1}."
    )


def test_an_address_of_another_machine_is_refused_with_what_to_do(office):
    answer = program(office, "serve", "--host", "192.0.2.1", "--port", free_port())
    assert "Sebut alamat mesin ini pada --host" in answer.refused(2)
