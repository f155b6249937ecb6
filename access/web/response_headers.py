"""What every answer tells the browser to forbid, and the index page as we want it."""

import gzip
import re
from collections.abc import Callable, Sequence

from starlette.datastructures import Headers
from starlette.types import Message, Send

Header = tuple[bytes, bytes]
STATIC = "/static/"
PAGE_LEVEL = 5


def policy(host: str) -> str:
    """The content security policy: everything from here, nothing from elsewhere, no framing."""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host} wss://{host}",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def secured(given: list[Header], path: str, host: str, secure: bool) -> list[Header]:
    """The headers of an answer with ours in place of whatever was there; only program files may be kept by caches."""
    ours = {
        "content-security-policy": policy(host),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if not path.startswith(STATIC):
        ours["cache-control"] = "no-store"
    if secure:
        ours["strict-transport-security"] = "max-age=31536000"
    dropped = {*ours, "server", "access-control-allow-origin", "access-control-allow-credentials"}
    kept = [(name, value) for name, value in given if name.decode("latin-1").lower() not in dropped]
    return kept + [(name.encode(), value.encode("latin-1")) for name, value in ours.items()]


def index(page: bytes, language: str, title: str, first: str | None = None, ahead: Sequence[str] = ()) -> bytes:
    """Streamlit's index page in the reader's language, without its inline script, with ours (`access.web.sign_in`).

    `first` is the page's upper part: it is seen at once, so nothing of Streamlit's may be waited for before it. `ahead`
    are scripts that Streamlit will ask for once it draws; they come beside those it begins with.
    """
    text = page.decode("utf-8")
    text = re.sub(r"<html lang=\"[^\"]*\"", f'<html lang="{language}"', text, count=1)
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    text = re.sub(r"<link rel=\"service-desc\"[^>]*>", "", text)
    text = re.sub(r"<title>.*?</title>", f"<title>{title}</title>", text, count=1)
    # Ahead of Streamlit's own scripts, for it says where their server is.
    text = text.replace("<head>", f'<head><script src="/masuk/sesi.js?{language}" defer></script>', 1)
    links = "".join(f'<link rel="modulepreload" crossorigin href=".{address}">' for address in ahead)
    text = text.replace("</head>", f"{links}</head>", 1)
    return (with_first(text, first) if first else text).encode("utf-8")


def with_first(text: str, first: str) -> str:
    """The index page with that above its empty root, and Streamlit's program behind it, in its own order."""
    late = re.findall(_LATE, text)
    text = re.sub(_LATE, "", text)
    text = re.sub(r"<noscript>.*?</noscript>", "", text, flags=re.DOTALL)
    font = re.search(r'href="\./(static/media/SourceSansVF-Upright[^"]*)"', text)
    face = _FACE.format(font[1]) if font else ""
    text = text.replace("<body>", f"<body>{face}{first}", 1)
    return text.replace("</body>", "".join(late) + "</body>", 1)


_LATE = re.compile(r'<script type="module"[^>]*></script>|<link rel="(?:modulepreload|stylesheet)"[^>]*>')
_FACE = (
    '<style class="first">@font-face {{ font-family: "Source Sans"; font-weight: 200 900; src: url("/{}"); '
    "font-display: swap }}</style>"
)


def securing(send: Send, path: str, host: str, is_secure: bool) -> Send:
    """Send answers with the headers of `access.web.response_headers`."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = secured(list(message.get("headers", [])), path, host, is_secure)
        await send(message)

    return sending


def rewriting(send: Send, rewrite: Callable[[bytes], bytes], is_packed: bool = False) -> Send:
    """Hold back an HTML answer until it is whole, and send it rewritten, packed for a browser that reads gzip.

    No text of the request stands in it, so its length tells nobody what else does.
    """
    held: list[Message] = []
    body = bytearray()

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            if message["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
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
            if is_packed and page:
                page = gzip.compress(page, PAGE_LEVEL, mtime=0)
                kept.append((b"content-encoding", b"gzip"))
            start["headers"] = [*kept, (b"content-length", str(len(page)).encode())]
            await send(start)
            await send({"type": "http.response.body", "body": page})

    return sending
