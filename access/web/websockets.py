"""The conversations of browsers with the server (websockets): each ends at once with the session it is of."""

import asyncio
import contextlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.utils import ClientDisconnected

from access.identity.errors import AccessError
from access.sessions import sessions
from access.sessions.authentication import Door
from access.web.download_grants import Handed

SESSION_HEADER = b"x-capaian-session"
"""How the gate tells Streamlit whose session it is (`server.trustedUserHeaders`); the client's own is taken away."""

OPEN_AT_ONCE = 30
"""Conversations (tabs) of one account in one process; each of them holds memory for as long as it is open."""


@dataclass
class Conversations:
    """Those of one process, by the key of their session.

    `handed` hears what the server says, `may_say` tells whether a message of the browser may be passed on.
    """

    app: ASGIApp
    door: Door
    handed: Handed
    may_say: Callable[[str, bytes], bool]
    connected: dict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))
    open_of: Counter[str] = field(default_factory=Counter)
    """How many conversations an account has, or the session of a one-click role."""

    async def talk(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A websocket: every message is looked at with the session of that moment; sign-out ends it at once."""
        key, who = scope["capaian.key"], scope["capaian.viewer"]
        if self._too_many(who.name or key):
            await receive()  # the handshake; closing before it is accepted answers 403
            await send({"type": "websocket.close", "code": 1013})
            return
        scope["headers"].append((SESSION_HEADER, key.encode()))
        with self._counted(who.name or key), self._over(key) as over:

            async def watched() -> Message:
                told = asyncio.ensure_future(receive())
                ended = asyncio.ensure_future(over.wait())
                await asyncio.wait({told, ended}, return_when=asyncio.FIRST_COMPLETED)
                ended.cancel()
                if not over.is_set() and told.done():
                    message = told.result()
                    if message["type"] != "websocket.receive" or self.hears(key, message):
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

            with contextlib.suppress(ClientDisconnected):  # gone while something was being said to it
                await self.app(scope, watched, unless_over)

    def hears(self, key: str, message: Message) -> bool:
        """Whether the session still holds, and what its browser says is nothing strange."""
        try:
            session = self.door.session(key)
        except AccessError:
            return False
        if session is None or not self.may_say(key, message.get("bytes") or b""):
            return False
        sessions.touch(self.door.root, session)
        return True

    def hang_up(self, key: str) -> None:
        """End every conversation of a session that was signed out."""
        self.handed.forget(key)
        for over in self.connected.get(key, ()):
            over.set()

    def _too_many(self, account: str) -> bool:
        return self.open_of[account] >= OPEN_AT_ONCE

    @contextlib.contextmanager
    def _counted(self, account: str) -> Iterator[None]:
        self.open_of[account] += 1
        try:
            yield
        finally:
            self.open_of[account] -= 1
            if not self.open_of[account]:
                del self.open_of[account]

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
