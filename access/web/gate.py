"""The gate before everything: a pure ASGI middleware. No session, no bytes."""

import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from access.delivery.static_files import StaticFiles, accepts_gzip
from access.identity import roles
from access.identity.errors import AccessError
from access.identity.viewer import Viewer
from access.operation import measures_token
from access.operation.measures_token import MeasuresToken
from access.sessions import audit_log, sessions, store
from access.sessions.authentication import Door
from access.web import response_headers, uploads
from access.web.download_grants import MEDIA, Handed
from access.web.hosts import Hosts
from access.web.uploads import Uploads
from access.web.websockets import SESSION_HEADER, Conversations

SIGN_IN, SIGN_OUT, CHECK, STOP = "/masuk", "/keluar", "/periksa", "/berhenti"
PROBES = frozenset({"/healthz", "/readyz", "/_stcore/health"})
_BELOW_SIGN_IN = frozenset(
    f"{SIGN_IN}/{page}" for page in ("sesi", "sesi.js", "oidc", "kembali", "awal", "undangan", "kode")
)
OPEN = PROBES | _BELOW_SIGN_IN | {SIGN_IN, SIGN_OUT, CHECK, STOP}
ENTRANCES = frozenset({SIGN_IN, SIGN_OUT})
MACHINES = ("/_stcore/", "/media/", "/static/", "/component/", "/metrics")
"""Addresses that programs ask for: refused with 401, not sent to the sign-in page."""
SHUT = ("/_stcore/agent", "/_stcore/script-health-check", "/auth/", "/oauth2callback", "/app/static/")
"""What Streamlit would answer and we do not use."""
MEASURES = frozenset({"/metrics", "/_stcore/metrics"})
API = "/api/"
"""Addresses that look at a token themselves (`api.endpoint`), and at no session."""
UPLOADS = "/_stcore/upload_file/"
CONVERSATION = "/_stcore/stream"
ADDRESSES = frozenset(roles.addresses())
READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Visits:
    """What the gate asks of Streamlit, by the key of a session of ours.

    `owns`: whether one of Streamlit's sessions (by its id) is that session's. `may_say`: whether a message of its
    browser may be passed on. `stored`: bytes of files kept, by session of ours. `offers_field`: whether a session of
    Streamlit's shows a field for files. `free`: drop what a session of ours has sent. `first_paint`: the upper part of
    a page for a viewer (by session, page and query), None where it is not there.
    """

    owns: Callable[[str, str], bool]
    may_say: Callable[[str, bytes], bool]
    stored: Callable[[], Mapping[str, int]]
    offers_field: Callable[[str], bool]
    free: Callable[[str], None]
    first_paint: Callable[[Viewer, str, str, str], Awaitable[str | None]]


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
    static: StaticFiles
    measures: MeasuresToken = field(default_factory=measures_token.from_environment)
    handed: Handed = field(default_factory=Handed)
    conversations: Conversations = field(init=False)
    uploads: Uploads = field(init=False)

    def __post_init__(self) -> None:
        self.conversations = Conversations(self.app, self.door, self.handed, self.visits.may_say)
        self.uploads = Uploads(self.visits.stored, self.visits.offers_field)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        with contextlib.suppress(ClientDisconnect):  # somebody went away in the middle of it: nobody is left to answer
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        host, path = asked.get("host"), scope["path"]
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() != SESSION_HEADER]
        is_secure = self.hosts.is_secure(scope["scheme"], host)
        if scope["type"] == "http":
            send = response_headers.securing(
                send, path, (host or "localhost") if self.hosts.knows(host) else "localhost", is_secure
            )
        is_open = _is_open(scope) or (path in MEASURES and self.measures.opens(asked.get("authorization")))
        refusal = self._misled(scope, asked)
        if refusal is None and (file := await self.static.answer(scope)):
            await file(scope, receive, send)
            return
        if refusal is None and not is_open:
            refusal = self._unseen(scope, asked, is_secure)
        refusal = refusal or self._foreign(scope, asked)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
            return
        if is_open:
            scope["capaian.left"] = self._left
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.conversations.talk(scope, receive, send)
        else:
            await self._show(scope, receive, send)

    def _misled(self, scope: Scope, asked: Headers) -> Response | None:
        """Wrong names, before anything else is looked at."""
        host = asked.get("host")
        if scope["type"] == "http" and scope["path"] in PROBES:
            return None
        if scope["type"] == "websocket" and scope["path"] != CONVERSATION:
            return PlainTextResponse("404", 404)
        if len(asked.getlist("host")) != 1 or not self.hosts.knows(host):
            return PlainTextResponse("Host?", 400)
        return None

    def _foreign(self, scope: Scope, asked: Headers) -> Response | None:
        """An act that a page of somebody else sent; a visitor without a session was sent away before."""
        host = asked.get("host")
        if scope["type"] == "http" and (scope["path"] in PROBES or scope["path"].startswith(API)):
            return None  # no browser sends a token on behalf of a page
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
        if path.startswith(UPLOADS) and scope["method"] in uploads.WRITING:
            status = self.uploads.refusal(viewer, key, path.removeprefix(UPLOADS).split("/")[0], asked)
            if status is not None:
                return PlainTextResponse(str(status), status)
        scope["capaian.key"], scope["capaian.viewer"] = key, viewer
        return None

    def _left(self, key: str) -> None:
        """A session was signed out: its conversations and its files go with it."""
        self.conversations.hang_up(key)
        self.uploads.forget(key)
        self.visits.free(key)

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
        if path.startswith(UPLOADS) and scope["method"] in uploads.WRITING:
            with self.uploads.under_way(key, Headers(scope=scope)):
                await self.app(scope, receive, send)
            return
        if path.startswith(MACHINES):
            watched = self._noting(send, viewer) if path.startswith(MEDIA) else send
            await self.app(scope, receive, watched)
            return
        if path not in ADDRESSES and "." not in path:  # Streamlit would show a box in English over its first page
            await RedirectResponse("/" + _query(scope), 303)(scope, receive, send)
            return
        is_packed = accepts_gzip(Headers(scope=scope).get("accept-encoding", ""))
        unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in unwanted]
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("bahasa", [""])[-1]
        language = self.door.language_of(asked, viewer.language)
        reader = replace(viewer, language=language)
        first = await self.visits.first_paint(reader, key, path.strip("/"), scope["query_string"].decode("latin-1"))

        def rewrite(page: bytes) -> bytes:
            return response_headers.index(page, language, self.title, first, self.static.ahead)

        await self.app(scope, receive, response_headers.rewriting(send, rewrite, is_packed))

    def _noting(self, send: Send, viewer: Viewer) -> Send:
        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 206):
                disposition = Headers(raw=message["headers"]).get("content-disposition", "")
                if disposition.startswith("attachment"):
                    file = disposition.partition("filename")[2].strip('*="')
                    store.of(self.door.root).count("export")
                    audit_log.note(self.door.root, "export", viewer.shown_name, file)
            await send(message)

        return noting


def _is_open(scope: Scope) -> bool:
    """Whether an address needs no session; signing out is an act, and whoever only looks at its address is a page's."""
    if scope["type"] != "http" or (scope["path"] == SIGN_OUT and scope["method"] in READING):
        return False
    return scope["path"] in OPEN or scope["path"].startswith(API)


def _by_program(path: str, asked: Headers) -> bool:
    """A sign-in or sign-out without any sign of a browser: every browser tells a form's Origin, so no page sent it."""
    return path in ENTRANCES and not any(asked.get(name) for name in ("origin", "referer", "sec-fetch-site"))


def _query(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"?{query}" if query else ""


def _key(asked: Headers, is_secure: bool) -> str | None:
    token = sessions.token_in(asked.get("cookie"), is_secure)
    return sessions.key_of(token) if token else None


async def _refuse(refusal: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()  # the handshake; closing before it is accepted answers 403
        await send({"type": "websocket.close", "code": 1008})
        return
    await refusal(scope, receive, send)
