"""Connections that dawdle are hung up, and no answer says which server wrote it: uvicorn, held to an office's patience.

uvicorn waits without end for the rest of a request that was begun. Half a request costs a stranger nothing, and us a
connection; so each connection is looked after while a request is coming in, in the manner of Apache's mod_reqtimeout.
asyncio does not know Streamlit's socket as one of TCP and leaves Nagle's algorithm on: the body of an answer would wait
40 ms for the reader to acknowledge its head.
"""

import asyncio
import contextlib
import functools
import socket
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import Server

HEAD_SECONDS = 15
"""How long the head of a request may take."""
BODY_SECONDS, LEAST_RATE = 20, 1024
"""After so long the body of a request must have come at so many bytes a second."""
LOOK_SECONDS = 2


class Patience:
    """What one connection has sent of the request it is at."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.loop = asyncio.get_running_loop()
        self.cycle: Any = None
        self.since, self.received = self.loop.time(), 0
        self.timer = self.loop.call_later(LOOK_SECONDS, self._look)

    def hear(self, count: int) -> None:
        """So many bytes have come."""
        self.received += count

    def _look(self) -> None:
        connection, cycle = self.connection, self.connection.cycle
        transport = connection.transport
        if transport.is_closing() or transport.get_protocol() is not connection:
            return  # gone, or a websocket now, whose pings look after it
        coming = cycle is None or cycle.response_complete or cycle.more_body
        if cycle is not self.cycle or not coming:
            self.cycle, self.since, self.received = cycle, self.loop.time(), 0
        waited = self.loop.time() - self.since
        in_body = cycle is not None and not cycle.response_complete
        too_slow = waited > BODY_SECONDS and self.received < waited * LEAST_RATE
        if too_slow if in_body else waited > HEAD_SECONDS:
            transport.abort()
            return
        self.timer = self.loop.call_later(LOOK_SECONDS, self._look)


@functools.cache
def look_after() -> None:
    """Hold every connection of this process to that patience, and send without delay; once for all servers of it."""
    made, received, lost, tick = (
        H11Protocol.connection_made,
        H11Protocol.data_received,
        H11Protocol.connection_lost,
        Server.on_tick,
    )

    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        made(self, transport)
        opened = transport.get_extra_info("socket")
        if opened is not None and opened.family in (socket.AF_INET, socket.AF_INET6):
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.patience = Patience(self)

    def data_received(self: Any, data: bytes) -> None:
        self.patience.hear(len(data))
        received(self, data)

    def connection_lost(self: Any, exc: Exception | None) -> None:
        with contextlib.suppress(AttributeError):
            self.patience.timer.cancel()
        lost(self, exc)

    async def on_tick(self: Any, counter: int) -> bool:
        self.config.encoded_headers = [pair for pair in self.config.encoded_headers if pair[0] != b"server"]
        return await tick(self, counter)

    for name, method in (
        ("connection_made", connection_made),
        ("data_received", data_received),
        ("connection_lost", connection_lost),
    ):
        setattr(H11Protocol, name, method)
    Server.on_tick = on_tick  # type: ignore[method-assign]
