"""One server on one home for all attacks: two regions with records, one account a role."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from access.sessions import sessions
from access.sessions.sessions import cookie_name
from data.home import Home
from data.intake import load
from data.schema import kinds
from metrics.cells import build
from tests import patience
from tests.access import people
from tests.access.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
OWN, OTHER = "11.71", "11.05"
OWN_ROWS, OTHER_ROWS = 7, 1373
"""So many applications in October 2026; no other figure on any page is 1373 by chance."""


@dataclass(frozen=True)
class Served:
    """A server at `host`, its home, and what a stranger got before anybody had navigated."""

    host: str
    root: Path
    first: dict[str, str]

    def stranger(self) -> Visitor:
        """Somebody without a session."""
        return Visitor(self.host)

    def as_(self, role: str, region: str | None = None) -> Visitor:
        """Somebody signed in with an account of that role; each time a session of its own."""
        token = people.token_of(self.root, people.account(self.root, role, region))
        return Visitor(self.host, f"{cookie_name(False)}={token}")

    def key(self, visitor: Visitor) -> str:
        """The key by which the server knows that visitor's session."""
        assert visitor.cookie is not None
        return sessions.key_of(visitor.cookie.partition("=")[2])


def applications(root: Path, region: str, count: int, file: str, demo: bool = False) -> None:
    """Load so many applications of one region into the home, decided in October 2026."""
    path = root.parent / file
    header = "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;status\n"
    lines = [f"{region}-{n};{region};DKC-01;2026-10-05 09:00;2026-10-06 10:00;selesai\n" for n in range(count)]
    path.write_text(header + "".join(lines), encoding="utf-8")
    receipt = load.load(Home(root), load.Request(path, kinds.kind("transactions"), who="petugas", demo=demo))
    assert receipt.rows_accepted == count, receipt.problems[:1]


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server under attack."""
    root = tmp_path_factory.mktemp("attacked") / "home"
    applications(root, OWN, OWN_ROWS, "sumber-banda-aceh.csv")
    applications(root, OTHER, OTHER_ROWS, "sumber-aceh-barat.csv")
    build.catch_up(Home(root))
    people.account(root, "regent", OWN)
    with running(root) as host:
        yield Served(host, root, _before_anybody(Visitor(host), root))


def _before_anybody(stranger: Visitor, root: Path) -> dict[str, str]:
    """Ask the fresh server for files of pages/ by their own names, first without and then with a session."""
    name = people.account(root, "regent", OWN)
    got = {"/upload": str(stranger.ask("GET", "/upload").status)}
    got["websocket"] = _refusal(stranger)
    known = Visitor(stranger.host, f"{cookie_name(False)}={people.token_of(root, name)}")
    for page in ("upload", "ledger_book", "overview"):
        with known.talk() as conversation:
            got[page] = conversation.run(page)
    return got


def _refusal(stranger: Visitor) -> str:
    try:
        with stranger.talk() as conversation:
            return conversation.run("upload")
    except Exception as error:  # whatever the client calls a refused handshake
        return type(error).__name__


@contextmanager
def running(root: Path, **environment: str) -> Iterator[str]:
    """The dashboard on that home; its `host:port`."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", host.rpartition(":")[2]]
    told = {**os.environ, "CAPAIAN_HOME": str(root), **environment}
    log = root.parent / "server.log"
    with log.open("w") as stream, subprocess.Popen(command, env=told, cwd=root, stdout=stream, stderr=stream) as server:
        try:
            _wait(host, server, log)
            yield host
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(host: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + patience.SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            if Visitor(host).ask("GET", "/readyz").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()[-2000:]}")
