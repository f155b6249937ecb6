"""Several servers kept by a small program: one that cannot start is given up, a signal ends them all."""

import os
import signal
import subprocess
import sys

import pytest

from access.operation import workers
from tests.cli.conftest import ROOT
from tests.cli.test_serve import START_SECONDS, answers, free_port, until


def test_a_server_that_always_ends_at_once_is_given_up(tmp_path, monkeypatch):
    (tmp_path / "cli.py").write_text("raise SystemExit(2)")
    monkeypatch.setattr(workers, "CLI", tmp_path / "cli.py")
    monkeypatch.setattr(workers, "LOOK_SECONDS", 0.05)
    held = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        assert workers.keep("127.0.0.1", 1, 2, "{port}") == 1
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without asking it")
def test_a_signal_ends_every_server(office):
    port = free_port()
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(port), "--workers", "2"]
    environment = {**os.environ, "CAPAIAN_HOME": str(office)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as servers:
        until(lambda: answers(port) and answers(port + 1))
        servers.send_signal(signal.SIGTERM)
        assert servers.wait(START_SECONDS) == 0
        assert servers.stderr.read().count("/masuk/awal?kunci=") <= 1
    assert not answers(port) and not answers(port + 1)
