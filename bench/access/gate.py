"""What sign-in and gate cost on a page request: the same request with and without the gate, in one process.

    .venv/bin/python bench/access/gate.py [REQUESTS]

Prints milliseconds at the median and the 95th percentile for a page (`/`), for the gate alone around an application
that does nothing, and for one message of a conversation. Argon2 is left out: it is slow by intent, once a sign-in.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from access.identity import accounts
from access.sessions import sessions
from access.sessions.authentication import Door, stamp
from access.web.gate import Gate, Visits
from access.web.hosts import Hosts

PAGE = b'<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>' + b" " * 8_000 + b"</body></html>"
HEADERS = [(b"host", b"127.0.0.1:8501"), (b"origin", b"http://127.0.0.1:8501"), (b"accept-encoding", b"gzip")]


async def page(_scope: object, _receive: object, send: Callable[[dict], Awaitable[None]]) -> None:
    """An application that answers with an index page at once."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": PAGE})


async def told(message: dict) -> None:
    """A client that throws everything away."""


async def nothing() -> dict:
    """A client that says nothing more."""
    return {"type": "http.request", "body": b""}


def signed_in(root: Path, people: int) -> tuple[Door, bytes]:
    """A home with so many accounts and sessions; the door, and the cookie of one of them."""
    path = root / accounts.FILE
    path.touch(0o600)
    path.write_text("passwords: {rounds: 1, memory_kib: 8, lanes: 1}\n", encoding="utf-8")
    for n in range(people):
        accounts.add(root, f"akun-{n}", "governor", None, "kopi gayo tanpa gula")
    known = accounts.load(root).accounts
    tokens = [sessions.begin(root, name, None, stamp(account), "id") for name, account in known.items()]
    return Door(root, tuple), f"capaian={tokens[-1]}".encode()


async def milliseconds(app: Callable, cookie: bytes, count: int) -> list[float]:
    """So many page requests one after the other."""
    spent = []
    for _ in range(count):
        scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/", "query_string": b""}
        scope["headers"] = [*HEADERS, (b"cookie", cookie)]
        began = time.perf_counter()
        await app(scope, nothing, told)
        spent.append((time.perf_counter() - began) * 1000)
    return spent


def line(name: str, spent: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{name:<28} {statistics.median(spent):8.3f} {statistics.quantiles(spent, n=20)[-1]:8.3f} ms"


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        door, cookie = signed_in(Path(folder), 200)
        gate = Gate(page, door, Hosts(), Visits(lambda *_: True, lambda *_: True), "Capaian MPP", "")
        asyncio.run(milliseconds(gate, cookie, 200))
        print(f"{'':<28} {'median':>8} {'p95':>8}")
        print(line("page without the gate", asyncio.run(milliseconds(page, cookie, count))))
        print(line("page behind the gate", asyncio.run(milliseconds(gate, cookie, count))))
        key = sessions.key_of(cookie.decode().partition("=")[2])
        spent = []
        for _ in range(count):
            began = time.perf_counter()
            gate.conversations.hears(key, {"bytes": b""})
            spent.append((time.perf_counter() - began) * 1000)
        print(line("a message of a conversation", spent))


if __name__ == "__main__":
    main()
