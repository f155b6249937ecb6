"""Signing in and out: the Starlette routes `/masuk`, `/keluar` and what belongs to them."""

import asyncio
import contextlib
import functools
import json
import math
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from access.identity import roles
from access.identity.demo_roles import DemoRole
from access.identity.errors import AccessError
from access.identity.viewer import LANGUAGES
from access.sessions import sessions, throttle
from access.sessions.authentication import Door
from access.sessions.second_step import CodeNeededError
from access.web import redirects, sign_in_page
from access.web.hosts import Hosts
from access.web.words import Words as Words

LONGEST_FORM = 16_384
SCRIPTS = ("page_start.js", "first_paint.js", "page_navigation.js", "search.js", "session_watch.js")
SPOKEN = (
    *("page_skip", "page_menu", "watch_over", "watch_soon", "watch_enter", "watch_stay"),
    *("search_label", "search_none", "search_found", "search_off", "link_copied", "link_kept"),
)
QUEUE, QUEUE_OF_ADDRESS, CROWDED_SECONDS = 16, 6, 2
"""Guesses that may wait or be tried, of everybody and of one network address; a fuller queue answers 429."""
CODE_FAULTS = frozenset({"code_wrong", "code_used", "wait"})
GUESSES_AT_ONCE = 2
"""Argon2 takes memory by intent: not more of them at a time."""


@dataclass(frozen=True)
class SignIn:
    """The routes of one door; `region_name` puts a word to a region's code (None: the whole), `role_name` to a role."""

    door: Door
    hosts: Hosts
    say: Words
    region_name: Callable[[str | None, str], str]
    role_name: Callable[[str, str], str]
    ahead: Sequence[str] = ()
    """Addresses of files that the first page will need, fetched while somebody types."""

    def routes(self) -> list[Route]:
        """Everything below `/masuk`, and `/keluar`."""
        return [
            Route("/masuk", self.show, methods=["GET"]),
            Route("/masuk", self.enter, methods=["POST"]),
            Route("/masuk/kode", self.enter_code, methods=["POST"]),
            Route("/masuk/sesi", self.left, methods=["GET"]),
            Route("/masuk/sesi", self.stay, methods=["POST"]),
            Route("/masuk/sesi.js", self.watch, methods=["GET"]),
            Route("/keluar", self.leave, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form; somebody who is signed in already is told so."""
        language = self.say.language_of(request.query_params.get("bahasa"))
        return self.page(language, redirects.checked(request.query_params.get("lanjut")), None, 200, request)

    async def enter(self, request: Request) -> Response:
        """Check what was sent: a one-click role, or name and password."""
        sent = await form_of(request)
        language, wanted = self.say.language_of(sent.get("bahasa")), redirects.checked(sent.get("lanjut"))
        name, password = sent.get("nama", ""), sent.get("sandi", "")
        try:
            if "peran" in sent:
                token = self.door.enter_demo(sent["peran"], language)
                return self.welcome(request, token, wanted) if token else self.wrong(language, wanted, "demo_over")
            return await self._with_password(request, (name, password), language, wanted)
        except CodeNeededError as needed:
            return self.ask_code(language, wanted, needed.ticket)
        except AccessError:
            return self.wrong(language, wanted, "closed", 503)

    async def _with_password(self, request: Request, sent: tuple[str, str], language: str, wanted: str) -> Response:
        """Try a name and a password when a turn is free, or soon; a device that is known has turns of its own."""
        name, password = sent
        address = request.client.host if request.client else ""
        device = request.cookies.get(device_cookie(self.is_secure(request)), "")
        is_known = throttle.knows_device(self.door.root, name, device)
        turns = _turns(asyncio.get_running_loop(), is_known)
        async with turns.turn(address) as has_turn:
            if not has_turn:
                return self._wait(language, wanted, CROWDED_SECONDS)
            waiting = throttle.seconds_to_wait(self.door.root, name, address, device)
            if waiting > 0:
                return self._wait(language, wanted, waiting)
            token = await run_in_threadpool(self.door.enter, name, password, language, address, device)
        if token is None:
            return self.wrong(language, wanted, "refused")
        return self._remember_device(request, self.welcome(request, token, wanted), name, device)

    def ask_code(
        self, language: str, onward: str, ticket: str, message: tuple[str, bool] | None = None, status: int = 200
    ) -> Response:
        """The second step: a field for a code of the authenticator."""
        return HTMLResponse(sign_in_page.code(self.say, language, onward, ticket, message), status)

    async def enter_code(self, request: Request) -> Response:
        """Check a code behind a ticket of the first step."""
        sent = await form_of(request)
        language, onward = self.say.language_of(sent.get("bahasa")), redirects.checked(sent.get("lanjut"))
        ticket, code = sent.get("tiket", ""), sent.get("kode", "")
        try:
            entered = await run_in_threadpool(self.door.enter_with_code, ticket, code)
        except AccessError as error:
            if error.key not in CODE_FAULTS:
                return self.wrong(language, onward, "closed", 503)
            message = (self.say(f"access.fault.{error.key}", language, **error.params), True)
            return self.ask_code(language, onward, ticket, message, 429 if error.key == "wait" else 401)
        if entered is None:
            return self.wrong(language, onward, "code_late")
        name, token = entered
        device = request.cookies.get(device_cookie(self.is_secure(request)), "")
        return self._remember_device(request, self.welcome(request, token, onward), name, device)

    def _remember_device(self, request: Request, answer: Response, name: str, device: str) -> Response:
        """Let this browser be known again at the door."""
        is_secure = self.is_secure(request)
        answer.set_cookie(
            device_cookie(is_secure),
            throttle.device_of(self.door.root, name, device),
            max_age=throttle.DEVICE_SECONDS,
            path="/masuk",
            httponly=True,
            samesite="lax",
            secure=is_secure,
        )
        return answer

    def welcome(self, request: Request, token: str, wanted: str) -> Response:
        """Onward with a fresh session; whatever session the browser had before is over."""
        is_secure = self.is_secure(request)
        if before := sessions.token_in(request.headers.get("cookie"), is_secure):
            sessions.end(self.door.root, sessions.key_of(before))
        answer = RedirectResponse(wanted, 303)
        answer.set_cookie(
            sessions.cookie_name(is_secure), token, path="/", httponly=True, samesite="lax", secure=is_secure
        )
        return answer

    def page(
        self, language: str, wanted: str, message: tuple[str, bool] | None, status: int, request: Request | None = None
    ) -> Response:
        """The sign-in page with a message."""
        roles: tuple[DemoRole, ...] = ()
        with_provider = False
        try:
            roles, with_provider = self.door.one_click(), self.door.known().provider is not None
            message = message or self._already(request, language) or self._nobody_yet(language, roles)
        except AccessError:
            message, status = (self.say("access.closed", language), True), 503
        named = [(role, self.role_name(role.role, language), self.region_name(role.region, language)) for role in roles]
        text = sign_in_page.sign_in(
            self.say, language, wanted, message=message, roles=named, with_provider=with_provider, ahead=self.ahead
        )
        return HTMLResponse(text, status)

    def _already(self, request: Request | None, language: str) -> tuple[str, bool] | None:
        token = sessions.token_in(request.headers.get("cookie"), self.is_secure(request)) if request else None
        viewer = self.door.viewer(sessions.key_of(token)) if token else None
        if viewer is None:
            return None
        who = viewer.name or self.role_name(viewer.role, language)
        return self.say("access.already", language, who=who), False

    def _nobody_yet(self, language: str, roles: tuple[DemoRole, ...]) -> tuple[str, bool] | None:
        return None if roles or self.door.known().accounts else (self.say("access.nobody_yet", language), False)

    def wrong(self, language: str, wanted: str, key: str, status: int = 401) -> Response:
        """The sign-in page with what went wrong, by the text's key."""
        return self.page(language, wanted, (self.say(f"access.{key}", language), True), status)

    def _wait(self, language: str, wanted: str, seconds: float) -> Response:
        whole = math.ceil(seconds)
        answer = self.page(language, wanted, (self.say("access.wait", language, seconds=whole), True), 429)
        answer.headers["retry-after"] = str(whole)
        return answer

    async def leave(self, request: Request) -> Response:
        """Over at once: here, in other tabs, and in every process."""
        is_secure = self.is_secure(request)
        if token := sessions.token_in(request.headers.get("cookie"), is_secure):
            key = sessions.key_of(token)
            self.door.leave(key)
            request.scope["capaian.left"](key)
        answer = RedirectResponse("/masuk", 303)
        answer.delete_cookie(sessions.cookie_name(is_secure), path="/", httponly=True, samesite="lax", secure=is_secure)
        return answer

    async def left(self, request: Request) -> Response:
        """How many seconds the session still has; asking is no sign of life."""
        found = self._session(request)
        if found is None:
            return Response(status_code=401)
        lifetime = self.door.known().sessions
        left = found.seconds_left(lifetime, sessions.now())
        to_the_end = found.opened_at + lifetime.hours * 3600 - sessions.now()
        return JSONResponse({"left": int(left), "extends": to_the_end > left + 1})

    async def stay(self, request: Request) -> Response:
        """A sign of life asked for by the reader."""
        found = self._session(request)
        if found is None:
            return Response(status_code=401)
        sessions.touch(self.door.root, found)
        return Response(status_code=204)

    async def watch(self, _request: Request) -> Response:
        """The small script of the pages: how they start, and when the session ends."""
        words = {to: {name: self.say(f"access.{name}", to) for name in SPOKEN} for to in LANGUAGES}
        script = "".join((sign_in_page.HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
        script = script.replace("__WORDS__", json.dumps(words)).replace("__PAGES__", json.dumps(roles.addresses()))
        return Response(script, media_type="text/javascript")

    def is_secure(self, request: Request) -> bool:
        """Whether the visitor came over TLS."""
        return self.hosts.is_secure(request.scope["scheme"], request.headers.get("host"))

    def _session(self, request: Request) -> sessions.Session | None:
        token = sessions.token_in(request.headers.get("cookie"), self.is_secure(request))
        try:
            return self.door.session(sessions.key_of(token)) if token else None
        except AccessError:
            return None


class Turns:
    """A short queue for guesses: who finds it full is told at once to come back."""

    def __init__(self, at_once: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._here: Counter[str] = Counter()

    @contextlib.asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[bool]:
        """Wait for a turn; False without waiting when the queue, or the part of one address, is full."""
        if self._here.total() >= QUEUE or self._here[address] >= QUEUE_OF_ADDRESS:
            yield False
            return
        self._here[address] += 1
        try:
            async with self._free:
                yield True
        finally:
            self._here[address] -= 1
            self._here += Counter()  # drops what is 0


@functools.lru_cache(maxsize=4)
def _turns(_loop: asyncio.AbstractEventLoop, _of_known_devices: bool) -> Turns:
    return Turns(1 if _of_known_devices else GUESSES_AT_ONCE)


def device_cookie(is_secure: bool) -> str:
    """The name of the cookie by which a device is known again at the door."""
    return "__Secure-capaian-perangkat" if is_secure else "capaian-perangkat"


async def form_of(request: Request) -> Mapping[str, str]:
    """The fields of an urlencoded form; nothing of one that is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body.extend(chunk)
        if len(body) > LONGEST_FORM:
            return {}
    sent = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[-1] for name, values in sent.items()}
