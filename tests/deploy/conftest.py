"""Two servers on one home behind Debian's nginx, as an office runs them."""

import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.home import Home
from metrics.cells import build
from tests import patience
from tests.access.conftest import OTHER, OTHER_ROWS, OWN, OWN_ROWS, applications

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def tool(name: str) -> str:
    """A program of the system; without it a test is skipped on a desk and fails where CI=true."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found:
        return found
    reason = f"{name} is not installed, so this was not tried. On Debian: apt install {name}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def until(holds: Callable[[], object], what: str) -> None:
    """Wait for a condition."""
    end = time.monotonic() + patience.SECONDS
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@dataclass(frozen=True)
class Office:
    """A home, the ports of its servers, and the address of nginx before them."""

    root: Path
    ports: tuple[int, int]
    host: str
    tls: ssl.SSLContext
    log: Path

    def process_of(self, port: int) -> int:
        """The id of the process that serves a port, from among those below the one that was started."""
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (folder / "cmdline").read_bytes().split(b"\0")
                if b"serve" in words and str(port).encode() in words and b"--workers" not in words:
                    return int(folder.name)
        pytest.fail(f"nobody serves {port}")

    def is_ready(self, port: int) -> bool:
        """Whether a server answers that it is ready."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@pytest.fixture(scope="package")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office, with records of two regions and an account a role."""
    nginx, openssl = tool("nginx"), tool("openssl")
    folder = tmp_path_factory.mktemp("office")
    root, host = folder / "home", f"localhost:{free_ports(1)[0]}"
    applications(root, OWN, OWN_ROWS, "sumber-banda-aceh.csv")
    applications(root, OTHER, OTHER_ROWS, "sumber-aceh-barat.csv")
    build.catch_up(Home(root))
    certificate(openssl, folder)
    first, second = free_ports(2)
    told = {**os.environ, "CAPAIAN_HOME": str(root), "CAPAIAN_PUBLIC_URL": f"https://{host}"}
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", str(first), "--workers", "2"]
    log = folder / "servers.log"
    with log.open("wb") as stream, subprocess.Popen(command, env=told, stdout=stream, stderr=stream) as servers:
        here = Office(root, (first, second), host, tls(folder), log)
        try:
            until(lambda: all(map(here.is_ready, here.ports)) or servers.poll() is not None, "servers")
            assert servers.poll() is None, log.read_text()[-2000:]
            with proxied(nginx, folder, here):
                yield here
        finally:
            servers.send_signal(signal.SIGTERM)
            servers.wait(60)


def free_ports(count: int) -> list[int]:
    """So many ports in a row that nobody has."""
    while True:
        with contextlib.ExitStack() as stack:
            probe = stack.enter_context(contextlib.closing(socket.socket()))
            probe.bind(("127.0.0.1", 0))
            first = int(probe.getsockname()[1])
            with contextlib.suppress(OSError, OverflowError):
                for port in range(first + 1, first + count):
                    stack.enter_context(contextlib.closing(socket.socket())).bind(("127.0.0.1", port))
                return list(range(first, first + count))


def certificate(openssl: str, folder: Path) -> None:
    """A certificate for localhost, of nobody."""
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)


def tls(folder: Path) -> ssl.SSLContext:
    """A client that trusts that certificate and no other."""
    return ssl.create_default_context(cafile=str(folder / "certificate.pem"))


def site(folder: Path, host: str, ports: tuple[int, ...]) -> str:
    """What the office's nginx is told."""
    told = {
        **os.environ,
        "CAPAIAN_LISTEN": f"127.0.0.1:{host.rpartition(':')[2]}",
        "CAPAIAN_LISTEN_PLAIN": "",
        "CAPAIAN_NGINX_LOG": str(folder / "nginx.log"),
        "CAPAIAN_NGINX_ERRORS": str(folder / "nginx-errors.log"),
        "CAPAIAN_NGINX_PAGES": str(DEPLOY / "nginx" / "pages"),
    }
    command = ["sh", str(DEPLOY / "nginx" / "render.sh"), "localhost"]
    command += [str(folder / "certificate.pem"), str(folder / "key.pem"), *(f"127.0.0.1:{port}" for port in ports)]
    return subprocess.run(command, env=told, check=True, capture_output=True, text=True, timeout=60).stdout


@contextlib.contextmanager
def proxied(nginx: str, folder: Path, office: Office) -> Iterator[None]:
    """nginx before the servers, in a folder of its own."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx-errors.log crit; {user} worker_processes 1;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ include /etc/nginx/mime.types; {places}\n{site(folder, office.host, office.ports)}}}\n"
    )
    checked = subprocess.run([nginx, "-t", "-q", "-c", str(conf)], capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen([nginx, "-c", str(conf)]) as running:
        try:
            until(lambda: answers(office), "nginx")
            yield
        finally:
            running.send_signal(signal.SIGQUIT)
            running.wait(60)


def answers(office: Office) -> bool:
    """Whether nginx listens."""
    name, _, port = office.host.partition(":")
    try:
        with socket.create_connection((name, int(port)), timeout=5):
            return True
    except OSError:
        return False
