"""Program files travel packed, once, for ever; nothing but them is open."""

import asyncio
import gzip
import re

import pytest

from access.delivery import static_files
from access.delivery.static_files import FOR_EVER, ICON_FONT, StaticFiles, accepts_gzip
from access.web import response_headers
from tests.access import icon_font

FILES = StaticFiles(icon_font.STATIC)
SCRIPT = next(name for name in FILES.linked() if name.endswith(".js"))


def ask(path: str, method: str = "GET", **headers: str):
    """The answer to a request for a file."""
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return asyncio.run(FILES.answer({"type": "http", "method": method, "path": path, "headers": told}))


def test_a_script_is_packed_once_and_kept_by_browsers():
    packed, again = (ask(SCRIPT, accept_encoding="gzip, br") for _ in range(2))
    plain = ask(SCRIPT)
    assert (
        gzip.decompress(packed.body) == plain.body == (icon_font.STATIC / SCRIPT.removeprefix("/static/")).read_bytes()
    )
    assert packed.body is again.body
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    for answer in (packed, plain):
        assert answer.headers["cache-control"] == FOR_EVER and answer.headers["vary"] == "accept-encoding"
        assert answer.headers["content-type"].startswith("text/javascript")


def test_a_browser_that_has_it_is_sent_nothing():
    etag = ask(SCRIPT, accept_encoding="gzip").headers["etag"]
    assert etag != ask(SCRIPT).headers["etag"]
    known = ask(SCRIPT, accept_encoding="gzip", if_none_match=etag)
    assert known.status_code == 304 and known.body == b"" and known.headers["etag"] == etag


STRANGE = """
    /static/  /static/js  /static/js/nope.js  /static/js/../../index.html  /static/../index.html  /static/js/..
    /static//etc/passwd  /static/js/%2e%2e/x.js  /static/media/../js  /media/x.woff2  /static/js/x.py
"""


@pytest.mark.parametrize("path", STRANGE.split())
def test_no_name_leads_out_of_the_folder(path):
    assert ask(path) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_files_are_only_read(method):
    assert ask(SCRIPT, method) is None


TOLD = """
    gzip yes | gzip,br yes | br,GZIP;q=0.5 yes | gzip;q=1 yes | br no | gzip;q=0 no | gzip;q=0.0 no | x-gzip no
"""


@pytest.mark.parametrize("line", TOLD.split("|"))
def test_what_a_browser_tells_of_gzip(line):
    told, reads = line.split()
    assert accepts_gzip(told) == (reads == "yes")


def test_every_icon_that_is_drawn_is_in_the_font():
    assert icon_font.drawn() == set(icon_font.LIST.read_text(encoding="utf-8").split())
    [font] = (file for file in (icon_font.STATIC / "media").iterdir() if ICON_FONT.fullmatch(f"media/{file.name}"))
    assert len(ask(f"/static/media/{font.name}").body) < 20_000 < font.stat().st_size


def test_every_icon_of_a_page_is_written_out():
    """A name that is put together while the page runs is in no list, so that its word is drawn in place of it."""
    pages = (icon_font.ROOT / "pages").rglob("*.py")
    assert [str(file) for file in pages if ":material/" in icon_font.NAMED.sub("", file.read_text("utf-8"))] == []


def test_what_pages_are_drawn_with_is_fetched_ahead_with_all_that_it_imports():
    """Each part is there by its name, or an update of Streamlit has renamed it."""
    known = {*FILES.linked(), *FILES.ahead}
    named = [name.removeprefix("/static/js/") for name in FILES.ahead]
    assert all(any(name.startswith(f"{part}.") for name in named) for part in static_files.DRAWN)
    for address in FILES.ahead:
        source = (icon_font.STATIC / address.removeprefix("/static/")).read_text(encoding="utf-8")
        assert {f"/static/js/{name}" for name in re.findall(r'[tm]"\./([\w.~+-]+\.js)"', source)} <= known
    page = response_headers.index(b"<html><head></head><body></body></html>", "id", "", "<main>", FILES.ahead).decode()
    assert page.index("<main>") < page.index(f'<link rel="modulepreload" crossorigin href=".{FILES.ahead[0]}">')


def test_what_pages_begin_with_is_small():
    """Everything the index page names, packed: two thirds of the bytes that a cold visit of Ringkasan costs."""
    sent = [len(ask(name, accept_encoding="gzip").body) for name in FILES.linked()]
    assert len(sent) > 50 and sum(sent) < 800_000
