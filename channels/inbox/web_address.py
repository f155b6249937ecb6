"""A file behind an HTTPS address: asked whether it is another than last time, never followed to another host."""

import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import httpx2

from channels import secret_values
from channels.authorities import trusted
from channels.inbox.arrival import Arrival, Place, is_plain
from data.errors import RefusedError, error_text

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 10.0, 30.0, 300.0
REDIRECTS = 3


def fetch(place: Place, scratch: Path) -> Iterator[Arrival]:
    """The file, unless the server says that it is the same as last time; RefusedError or SetupError say why not."""
    headers = {"Accept": "*/*"}
    if place.source.secret:
        headers["Authorization"] = f"Bearer {secret_values.value(place.home, place.source.secret)}"
    if tag := place.memory.get("etag"):
        headers["If-None-Match"] = tag
    timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    try:
        with httpx2.Client(
            verify=trusted(place.home, place.source.certificate), timeout=timeout, follow_redirects=False
        ) as client:
            yield from _answer(client, place, httpx2.URL(str(place.source.https)), headers, scratch)
    except httpx2.TimeoutException as error:
        raise RefusedError(error_text("inbox.slow")) from error
    except httpx2.TransportError as error:
        key = "inbox.tls" if "CERTIFICATE" in str(error).upper() or "SSL" in str(error).upper() else "inbox.down"
        raise RefusedError(error_text(key)) from error


def _answer(
    client: httpx2.Client, place: Place, url: httpx2.URL, headers: dict[str, str], scratch: Path
) -> Iterator[Arrival]:
    origin = url
    for _ in range(REDIRECTS + 1):
        with client.stream("GET", url, headers=headers) as response:
            if response.status_code == 304:
                return
            if not response.has_redirect_location:
                yield _body(place, origin, response, scratch)
                return
            url = url.join(response.headers["location"])
        if (url.scheme, url.host, url.port) != (origin.scheme, origin.host, origin.port):
            break
    raise RefusedError(error_text("inbox.redirected"))


def _body(place: Place, url: httpx2.URL, response: Any, scratch: Path) -> Arrival:
    if response.status_code != 200:
        raise RefusedError(error_text("inbox.status", status=response.status_code))
    name = PurePosixPath(url.path).name
    path = scratch / (name if is_plain(name) else place.name)
    end, size = time.monotonic() + WHOLE_SECONDS, 0
    with path.open("wb") as stream:
        for piece in response.iter_bytes():
            size += len(piece)
            if size > place.largest:
                raise RefusedError(error_text("inbox.too_large", limit=place.source.largest_mb))
            if time.monotonic() > end:
                raise RefusedError(error_text("inbox.slow"))
            stream.write(piece)
    place.memory["etag"] = response.headers.get("etag")
    return Arrival(path.name, str(time.time_ns()), path)
