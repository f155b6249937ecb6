"""The framework's program files: packed once, kept by browsers for as long as their name, which carries a hash, stands.

Streamlit sends them as they are and leaves packing to a proxy, which few offices have. They hold no data, so they are
open without a session: the sign-in page fetches them ahead while somebody types.
"""

import gzip
import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

PREFIX = "/static/"
FOR_EVER = "public, max-age=31536000, immutable"
KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".gif": "image/gif",
}
PACKED = (".js", ".css", ".svg")
"""The others are packed by their own format."""
LEVEL = 9
ICONS = Path(__file__).with_name("icons.woff2")
"""Material Symbols cut down to the icons that Streamlit and our pages draw (`tests/access/icon_font.py`)."""
ICON_FONT = re.compile(r"media/MaterialSymbols-Rounded\.[\w-]+\.woff2")
DRAWN = ("Html", "Selectbox", "ButtonGroup", "Button", "DownloadButton")
"""What Streamlit draws our pages with, by the names of its parts; it asks for each only when a run has named it, which
is half a second too late on a cold visit."""
_IMPORTED = re.compile(r'(?:\bfrom|\bimport)"\./([\w.~+-]+\.js)"')
_FILE = re.compile(r"(?:js|css|media)/[\w.~+-]+")
_LINKED = re.compile(r'(?:src|href)="\./static/([\w./~+-]+)"')


@dataclass
class StaticFiles:
    """Those below a folder, by the path after `/static/`; an answer is made once and kept."""

    folder: Path
    _kept: dict[tuple[str, bool], tuple[bytes, str]] = field(default_factory=dict)

    async def answer(self, scope: Scope) -> Response | None:
        """The file at a request's address; None where there is none, or where something else than reading is meant."""
        name = scope["path"].removeprefix(PREFIX)
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not scope["path"].startswith(PREFIX):
            return None
        source = self._source(name)
        if source is None:
            return None
        headers = Headers(scope=scope)
        is_packed = source.suffix in PACKED and accepts_gzip(headers.get("accept-encoding", ""))
        body, etag = await self._made(name, source, is_packed)
        sent = {"cache-control": FOR_EVER, "etag": etag, "content-type": KINDS[source.suffix]}
        if source.suffix in PACKED:
            sent["vary"] = "accept-encoding"
        if etag in headers.get("if-none-match", ""):
            return Response(status_code=304, headers=sent)
        if is_packed:
            sent["content-encoding"] = "gzip"
        return Response(body, headers=sent)

    def pack_ahead(self) -> None:
        """Pack what every page begins with, beside the first visits (a fifth of a second of one processor)."""
        threading.Thread(target=self._pack_linked, daemon=True).start()

    def linked(self) -> Iterator[str]:
        """What Streamlit's index page names, as addresses."""
        index = self.folder.parent / "index.html"
        yield from (PREFIX + name for name in _LINKED.findall(index.read_text(encoding="utf-8")))

    @cached_property
    def ahead(self) -> tuple[str, ...]:
        """The parts that our pages are drawn with, and what these import, beside what the index page names."""
        scripts = self.folder / "js"
        waiting = [file.name for part in DRAWN for file in sorted(scripts.glob(f"{part}.*.js"))]
        known, addresses = set(self.linked()), []
        while waiting:
            name = waiting.pop(0)
            address = f"{PREFIX}js/{name}"
            if address not in known:
                known.add(address)
                addresses.append(address)
                waiting += _IMPORTED.findall((scripts / name).read_text(encoding="utf-8"))
        return tuple(addresses)

    def _pack_linked(self) -> None:
        for address in (*self.linked(), *self.ahead):
            name = address.removeprefix(PREFIX)
            source = self._source(name)
            if source is not None:
                self._body(name, source, source.suffix in PACKED)

    def _source(self, name: str) -> Path | None:
        """The file of that name; a name that leads anywhere else is none."""
        if not _FILE.fullmatch(name) or Path(name).suffix not in KINDS:
            return None
        source = self.folder / name
        if not source.is_file():
            return None
        return ICONS if ICON_FONT.fullmatch(name) else source

    async def _made(self, name: str, source: Path, is_packed: bool) -> tuple[bytes, str]:
        ready = self._kept.get((name, is_packed))
        if ready is None:
            return await run_in_threadpool(self._body, name, source, is_packed)
        return ready

    def _body(self, name: str, source: Path, is_packed: bool) -> tuple[bytes, str]:
        raw = source.read_bytes()
        body = gzip.compress(raw, LEVEL, mtime=0) if is_packed else raw
        made = body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        self._kept[name, is_packed] = made
        return made


def accepts_gzip(accepted: str) -> bool:
    """Whether a browser that says this in `Accept-Encoding` reads gzip."""
    for coding in accepted.lower().split(","):
        name, _, quality = coding.replace(" ", "").partition(";q=")
        if name == "gzip":
            return quality.strip("0.") != "" or not quality
    return False
