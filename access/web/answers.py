"""Answers on their way out: with our headers, and pages rewritten."""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import Message, Send

from access.web import response_headers


def securing(send: Send, path: str, host: str, is_secure: bool) -> Send:
    """Send answers with the headers of `access.web.response_headers`."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = response_headers.secured(list(message.get("headers", [])), path, host, is_secure)
        await send(message)

    return sending


def rewriting(send: Send, rewrite: Callable[[bytes], bytes]) -> Send:
    """Hold back an HTML answer until it is whole, and send it rewritten."""
    held: list[Message] = []
    body = bytearray()

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            told = Headers(raw=message["headers"])
            if message["status"] == 200 and told.get("content-type", "").startswith("text/html"):
                held.append(message)
                return
        if not held or message["type"] != "http.response.body":
            await send(message)
            return
        body.extend(message.get("body", b""))
        if not message.get("more_body"):
            page = rewrite(bytes(body)) if body else b""
            start = held[0]
            unfit = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
            kept = [pair for pair in start["headers"] if pair[0].lower() not in unfit]
            start["headers"] = [*kept, (b"content-length", str(len(page)).encode())]
            await send(start)
            await send({"type": "http.response.body", "body": page})

    return sending
