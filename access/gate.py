"""The gate before everything: a pure ASGI middleware. No session, no bytes."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access import answers, cookie, headers, journal, roles, sessions, store
from access.door import Door
from access.errors import AccessError
from access.handed import MEDIA, Handed
from access.hosts import Hosts
from access.viewer import Viewer

SESSION_HEADER = b"x-capaian-session"
"""How the gate tells Streamlit whose session it is (`server.trustedUserHeaders`); the client's own is taken away."""
SIGN_IN = "/masuk"
PROBES = frozenset({"/healthz", "/readyz", "/_stcore/health"})
OPEN = PROBES | {SIGN_IN, "/masuk/sesi", "/masuk/sesi.js", "/masuk/oidc", "/masuk/kembali", "/masuk/awal", "/keluar"}
ENTRANCES = frozenset({SIGN_IN, "/keluar"})
MACHINES = ("/_stcore/", "/media/", "/static/", "/component/", "/metrics")
"""Addresses that programs ask for: refused with 401, not sent to the sign-in page."""
SHUT = ("/_stcore/agent", "/_stcore/script-health-check", "/auth/", "/oauth2callback", "/app/static/")
"""What Streamlit would answer and we do not use."""
MEASURES = frozenset({"/metrics", "/_stcore/metrics"})
UPLOADS = "/_stcore/upload_file/"
CONVERSATION = "/_stcore/stream"
_, *OTHERS = roles.PAGES
ADDRESSES = frozenset({"/", *(f"/{page}" for page in OTHERS)})
"""Where pages are; the first one is at `/`."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Visits:
    """What the gate asks of Streamlit, by the key of a session of ours.

    `owns`: whether one of Streamlit's sessions (by its id) is that session's. `may_say`: whether a message of its
    browser may be passed on.
    """

    owns: Callable[[str, str], bool]
    may_say: Callable[[str, bytes], bool]


@dataclass
class Gate:
    """Wraps the whole application."""

    app: ASGIApp
    door: Door
    hosts: Hosts
    visits: Visits
    title: str
    over: str
    """What Streamlit's own box tells once the session is over."""
    handed: Handed = field(default_factory=Handed)
    connected: dict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        host, path = asked.get("host"), scope["path"]
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() != SESSION_HEADER]
        is_secure = self.hosts.is_secure(scope["scheme"], host)
        if scope["type"] == "http":
            send = answers.securing(
                send, path, (host or "localhost") if self.hosts.knows(host) else "localhost", is_secure
            )
        is_open = scope["type"] == "http" and path in OPEN
        refusal = self._refusal(scope, asked)
        if refusal is None and not is_open:
            refusal = self._unseen(scope, asked, is_secure)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
            return
        if is_open:
            scope["capaian.left"] = self.hang_up
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._talk(scope, receive, send)
        else:
            await self._show(scope, receive, send)

    def _refusal(self, scope: Scope, asked: Headers) -> Response | None:
        """Wrong names and foreign pages, before anything else is looked at."""
        host = asked.get("host")
        if scope["type"] == "http" and scope["path"] in PROBES:
            return None
        if scope["type"] == "websocket" and scope["path"] != CONVERSATION:
            return PlainTextResponse("404", 404)
        if len(asked.getlist("host")) != 1 or not self.hosts.knows(host):
            return PlainTextResponse("Host?", 400)
        acting = scope["type"] == "websocket" or scope["method"] not in READING
        if acting and not self.hosts.is_own(asked.get("origin"), host) and not _by_program(scope["path"], asked):
            return PlainTextResponse("Origin?", 403)
        return None

    def _unseen(self, scope: Scope, asked: Headers, is_secure: bool) -> Response | None:
        """Why this visitor does not get this address; None when they do, and then the session stands in the scope."""
        path = scope["path"]
        key = _key(asked, is_secure)
        try:
            viewer = self.door.viewer(key)
        except AccessError:
            return PlainTextResponse("503", 503)
        if viewer is None or key is None:
            return self._sign_in_first(scope)
        if path.startswith(SHUT):
            return PlainTextResponse("404", 404)
        if path in MEASURES and not viewer.may("measure"):
            return PlainTextResponse("403", 403)
        if path.startswith(MEDIA) and not self.handed.holds(key, path):
            return PlainTextResponse("404", 404)
        if path.startswith(UPLOADS) and not self.visits.owns(key, path.removeprefix(UPLOADS).split("/")[0]):
            return PlainTextResponse("403", 403)
        scope["capaian.key"], scope["capaian.viewer"] = key, viewer
        return None

    def _sign_in_first(self, scope: Scope) -> Response:
        path = scope["path"]
        if scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD") or path.startswith(MACHINES):
            return PlainTextResponse(self.over, 401)
        wanted = path + _query(scope)
        return RedirectResponse(SIGN_IN if wanted == "/" else f"{SIGN_IN}?lanjut={quote(wanted, safe='')}", 303)

    async def _show(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; pages are rewritten, downloads noted."""
        key, viewer, path = scope["capaian.key"], scope["capaian.viewer"], scope["path"]
        if found := self.door.session(key):
            sessions.touch(self.door.root, found)
        if path.startswith(MACHINES):
            watched = self._noting(send, viewer) if path.startswith(MEDIA) else send
            await self.app(scope, receive, watched)
            return
        if path not in ADDRESSES and "." not in path:  # Streamlit would show a box in English over its first page
            await RedirectResponse("/" + _query(scope), 303)(scope, receive, send)
            return
        unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in unwanted]
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("bahasa", [""])[-1]
        language = asked if asked in LANGUAGES else viewer.language
        await self.app(scope, receive, answers.rewriting(send, lambda page: headers.index(page, language, self.title)))

    def _noting(self, send: Send, viewer: Viewer) -> Send:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 206):
                told = Headers(raw=message["headers"]).get("content-disposition", "")
                if told.startswith("attachment"):
                    file = told.partition("filename")[2].strip('*="')
                    store.of(self.door.root).count("export")
                    journal.note(self.door.root, "export", viewer.shown_name, file)
            await send(message)

        return noting

    async def _talk(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A websocket: every message is looked at with the session of that moment; sign-out ends it at once."""
        key = scope["capaian.key"]
        scope["headers"].append((SESSION_HEADER, key.encode()))
        with self._over(key) as over:

            async def watched() -> Message:
                told = asyncio.ensure_future(receive())
                ended = asyncio.ensure_future(over.wait())
                await asyncio.wait({told, ended}, return_when=asyncio.FIRST_COMPLETED)
                ended.cancel()
                if not over.is_set() and told.done():
                    message = told.result()
                    if message["type"] != "websocket.receive" or self._hears(key, message):
                        return message
                told.cancel()
                over.set()
                with contextlib.suppress(RuntimeError):
                    await send({"type": "websocket.close", "code": 1008})
                return {"type": "websocket.disconnect", "code": 1008}

            async def unless_over(message: Message) -> None:
                self.handed.note(key, message.get("bytes"))
                if not over.is_set() or message["type"] != "websocket.send":
                    await send(message)

            await self.app(scope, watched, unless_over)

    def _hears(self, key: str, message: Message) -> bool:
        """Whether the session still holds, and what its browser says is nothing strange."""
        try:
            found = self.door.session(key)
        except AccessError:
            return False
        if found is None or not self.visits.may_say(key, message.get("bytes") or b""):
            return False
        sessions.touch(self.door.root, found)
        return True

    @contextlib.contextmanager
    def _over(self, key: str) -> Iterator[asyncio.Event]:
        over = asyncio.Event()
        self.connected[key].add(over)
        try:
            yield over
        finally:
            self.connected[key].discard(over)
            if not self.connected[key]:
                del self.connected[key]

    def hang_up(self, key: str) -> None:
        """End every conversation of a session that was signed out."""
        self.handed.forget(key)
        for over in self.connected.get(key, ()):
            over.set()


def _by_program(path: str, asked: Headers) -> bool:
    """A sign-in or sign-out without any sign of a browser: every browser tells a form's Origin, so no page sent it."""
    return path in ENTRANCES and not any(asked.get(name) for name in ("origin", "referer", "sec-fetch-site"))


def _query(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"?{query}" if query else ""


def _key(asked: Headers, is_secure: bool) -> str | None:
    token = cookie.token_in(asked.get("cookie"), is_secure)
    return sessions.key_of(token) if token else None


async def _refuse(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()  # the handshake; closing before it is accepted answers 403
        await send({"type": "websocket.close", "code": 1008})
        return
    await refusal(scope, receive, send)
