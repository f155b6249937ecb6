"""One viewer without a browser: signs in as its form does and speaks Streamlit's protocol as its page does."""

import asyncio
import random
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

COOKIE = "set-cookie"
TOO_MANY, SIGN_IN_SECONDS = 429, 120
PICKERS = ("pick_periode", "pick_wilayah", "pick_indikator")
RECENT = 13
"""Of a long list people take one of the first: the last year's months, the nearest places."""
KEPT_RUNS = 2
"""Streamlit's page forgets what it was sent once that many runs did not use it (`global.maxCachedMessageAge`)."""


@dataclass(frozen=True)
class Run:
    """One run of the page's script: which control began it, seconds from the asking to its end, bytes received, and the
    moment of its end (`time.monotonic`).
    """

    asked: str
    seconds: float
    received: int
    messages: int
    ended: float


@dataclass
class Visitor:
    """A signed-in viewer of one page."""

    address: str
    form: dict[str, str]
    """What is sent to be let in: a one-click role, or name and password."""
    chance: random.Random
    page: str = ""
    cookie: str = ""
    line: ClientConnection | None = None
    query: str = ""
    script: str = ""
    pickers: dict[str, tuple[str, list[str], str]] = field(default_factory=dict)
    """Name of a control → the id of its widget, its options, and where it stands."""
    known: dict[str, int] = field(default_factory=dict)
    """Hash of a large message → runs since it was used; a page keeps them and is sent only their name."""

    async def come(self) -> None:
        """Sign in, once, and open the conversation; what an earlier one was told is forgotten, as a browser does."""
        if not self.cookie:
            self.cookie = await asyncio.to_thread(_sign_in, self.address, self.form)
        self.query, self.script, self.pickers, self.known = "", "", {}, {}
        stream = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        self.line = await connect(
            stream,
            additional_headers={"Cookie": self.cookie},
            origin=self.address,
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
            ping_interval=None,
        )

    async def first(self) -> Run:
        """What a browser asks when the page opens."""
        return await self._run("first", {})

    async def act(self) -> Run:
        """Move one control to another of its options."""
        movable = [name for name, (_, options, _) in self.pickers.items() if len(options) > 1]
        if not movable:
            return await self._run("again", {})
        name = self.chance.choice(movable)
        _, options, stands = self.pickers[name]
        nearest = RECENT if name == "pick_periode" else len(options)
        return await self._run(name, {name: self.chance.choice([o for o in options[:nearest] if o != stands])})

    async def go(self) -> None:
        """Leave."""
        if self.line is not None:
            await self.line.close()

    async def _run(self, asked: str, moved: dict[str, str]) -> Run:
        assert self.line is not None
        told = BackMsg()
        state = told.rerun_script
        state.query_string, state.page_script_hash, state.page_name = self.query, self.script, self.page
        state.cached_message_hashes.extend(self.known)
        for name, (widget, _, stands) in self.pickers.items():
            one = state.widget_states.widgets.add()
            one.id, one.string_value = widget, moved.get(name, stands)
        started, received, messages = time.perf_counter(), 0, 0
        await self.line.send(told.SerializeToString())
        while True:
            data = await self.line.recv()
            assert isinstance(data, bytes)
            received, messages = received + len(data), messages + 1
            message = ForwardMsg.FromString(data)
            ended = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if message.WhichOneof("type") == "script_finished" and ended:
                break
            self._note(message)
        self.known = {found: age + 1 for found, age in self.known.items() if age < KEPT_RUNS}
        return Run(asked, time.perf_counter() - started, received, messages, time.monotonic())

    def _note(self, message: ForwardMsg) -> None:
        """Keep what the next message must tell: the address, the page, large messages, and the controls' places."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            self.known[message.ref_hash] = 0
        elif message.metadata.cacheable:
            self.known[message.hash] = 0
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "new_session":
            self.script = message.new_session.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._picker(message)

    def _picker(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") != "selectbox":
            return
        box = element.selectbox
        name = next((name for name in PICKERS if box.id.endswith(name)), None)
        if name is not None:
            stands = box.raw_value if box.set_value else box.options[box.default]
            self.pickers[name] = (box.id, list(box.options), stands)


def _sign_in(address: str, form: dict[str, str]) -> str:
    """The session's cookie; urllib follows the redirection, so the first answer is taken by hand.

    A crowded door answers 429 and is tried again, as the page's text asks people to.
    """
    asked = urllib.request.Request(f"{address}/masuk", urllib.parse.urlencode(form).encode(), {"Origin": address})
    end = time.monotonic() + SIGN_IN_SECONDS
    while True:
        try:
            with urllib.request.build_opener(_Stay).open(asked, timeout=20) as answer:
                told: list[str] = answer.headers.get_all(COOKIE) or []
            break
        except urllib.error.HTTPError as error:
            if error.code != TOO_MANY or time.monotonic() > end:
                raise
            time.sleep(float(error.headers.get("Retry-After", "2")))
    return next(cookie.split(";")[0] for cookie in told if cookie.startswith("capaian="))


class _Stay(urllib.request.HTTPRedirectHandler):
    def http_error_303(self, _asked: object, answer: object, *_: object) -> object:  # type: ignore[override]
        return answer
