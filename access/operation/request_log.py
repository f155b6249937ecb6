"""One line of JSON a request, with nothing in it about who asked, and the counts of them for `/metrics`.

Each request has a number: the one that the proxy before us gave it, else one of ours. The answer carries it, the line
does, and so does the page that is shown when something unforeseen happens; the traceback stands in the log under it.
"""

import html
import json
import logging
import logging.handlers
import os
import re
import sys
import time
import traceback
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SETTING = "CAPAIAN_REQUEST_LOG"
"""A file, or `-` for stderr; without it there is no log, only the counts."""
NUMBER = "x-request-id"
DIGITS = 12
BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds within which requests are counted as answered."""
GROUPS = ("/static/", "/media/", "/component/", "/_stcore/upload_file/")
"""What stands behind these is the name of a file or of a visit, and is not written."""
QUIET = frozenset({"/healthz", "/readyz", "/_stcore/health", "/metrics"})
"""What machines ask every few seconds: counted, not written."""
_OF_PROXY = re.compile(r"[0-9a-f]{32}")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_STYLE = "body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1.25rem}"


@dataclass
class Tally:
    """What was asked of this process since it started."""

    answers: Counter[str] = field(default_factory=Counter)
    """By class of status: `2xx` …"""
    within: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    """Answers by the first of `BUCKETS` that they kept; the last are slower than all."""
    seconds: float = 0.0
    conversations: int = 0
    """Websockets that are open now."""

    def count(self, status: int, seconds: float) -> None:
        """One more answer."""
        self.answers[f"{status // 100}xx"] += 1
        self.within[bisect_left(BUCKETS, seconds)] += 1
        self.seconds += seconds


TALLY = Tally()
"""That of this process."""


@dataclass
class RequestLog:
    """Wraps everything, the gate included. `addresses` are written as they are, `sorry` are the lines of the page for
    what was not foreseen, of a request's number.
    """

    app: ASGIApp
    addresses: frozenset[str]
    sorry: Callable[[str], list[str]]
    log: logging.Logger | None
    tally: Tally = field(default_factory=lambda: TALLY)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        number = _number(Headers(scope=scope).get(NUMBER))
        answer = _Answer(send, number)
        started = time.perf_counter()
        self.tally.conversations += scope["type"] == "websocket"
        try:
            await self.app(scope, receive, answer.pass_on)
        except Exception as error:  # the last resort: whoever asked is told a number, and the log explains it
            print(f"[{number}]", *traceback.format_exception(error), sep="\n", file=sys.stderr, flush=True)
            if answer.status is None and scope["type"] == "http":
                await self._page(number)(scope, receive, answer.pass_on)
            answer.status = 500
        finally:
            self.tally.conversations -= scope["type"] == "websocket"
            self._note(scope, number, answer, time.perf_counter() - started)

    def _page(self, number: str) -> HTMLResponse:
        head = f'<!doctype html><html lang="id"><meta charset="utf-8"><title>{number}</title><style>{_STYLE}</style>'
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in self.sorry(number))
        return HTMLResponse(head + lines, 500, _HEADERS)

    def _note(self, scope: Scope, number: str, answer: "_Answer", seconds: float) -> None:
        status, is_http = answer.status or 499, scope["type"] == "http"  # 499: gone before there was an answer
        if is_http:
            self.tally.count(status, seconds)
        if self.log is None or scope["path"] in QUIET:
            return
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "number": number,
            "method": scope["method"] if is_http else "WEBSOCKET",
            "address": self._address(scope["path"]),
            "status": status,
            "ms": round(seconds * 1000, 1),
            "bytes": answer.bytes,
        }
        self.log.info(json.dumps(line))

    def _address(self, path: str) -> str:
        """The address as far as it is one of ours; whatever else people write may be anything."""
        if path in self.addresses:
            return path
        return next((f"{group}…" for group in GROUPS if path.startswith(group)), "?")


@dataclass
class _Answer:
    """What was sent on one request."""

    send: Send
    number: str
    status: int | None = None
    bytes: int = 0

    async def pass_on(self, message: Message) -> None:
        """Send a message on, with the number in its head."""
        kind = message["type"]
        if kind in ("http.response.start", "websocket.accept"):
            self.status = message.get("status", 101)
            message["headers"] = [*message.get("headers", []), (NUMBER.encode(), self.number.encode())]
        elif kind == "websocket.close" and self.status is None:
            self.status = 403
        self.bytes += len(message.get("body") or message.get("bytes") or b"")
        await self.send(message)


def log_from_environment() -> logging.Logger | None:
    """Where the lines go; a file that is moved away is begun anew, as logrotate wants it."""
    where = os.environ.get(SETTING, "")
    if not where:
        return None
    log = logging.getLogger("capaian.requests")
    log.propagate = False
    log.setLevel(logging.INFO)
    if not log.handlers:
        handler = logging.StreamHandler() if where == "-" else _file(where)
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)
    return log


def _file(where: str) -> logging.Handler:
    return logging.handlers.WatchedFileHandler(where, encoding="utf-8", delay=True)


def _number(of_proxy: str | None) -> str:
    return of_proxy[:DIGITS] if of_proxy and _OF_PROXY.fullmatch(of_proxy) else token_hex(DIGITS // 2)
