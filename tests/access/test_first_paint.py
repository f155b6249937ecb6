"""The first answer carries figures: of the reader's own scope, the very ones that are drawn later, kept by nobody."""

import asyncio
import gzip
import html
import re
import time

import pytest

from access.identity import roles
from access.identity.viewer import Viewer
from data.home import Home
from pages.components.layout.first_paint import FirstPaint
from pages.components.runtime import cache, run
from pages.routes import FIRST_FIGURES
from tests import patience
from tests.access.conftest import OTHER, OWN

OF_OTHER = ("1373", "1.373", "1,373", "Aceh Barat")
"""What only those who may see the other region may read."""
OTHERS = tuple(page for page in FIRST_FIGURES if page != "ringkasan")


def first_of(visitor, address: str = "/") -> str:
    """The page with figures, which a server that has just started has not made ready yet."""
    end = time.monotonic() + patience.SECONDS
    while 'id="first"' not in (page := visitor.ask("GET", address).body.decode()):
        assert time.monotonic() < end, "no figures"
        time.sleep(0.1)
    return page


def headline(page: str) -> str:
    return html.unescape(re.search(r"<h1[^>]*>(.*?)</h1>", page)[1])


@pytest.mark.parametrize(
    ("role", "region", "query"),
    [
        ("governor", None, ""),
        ("analyst", None, "bahasa=en&periode=2026-10"),
        ("governor", None, f"wilayah={OTHER}"),
        ("regent", OWN, ""),
        ("regent", OWN, "bahasa=en"),
    ],
)
def test_the_first_answer_says_what_the_page_will(served, role, region, query):
    visitor = served.as_(role, region)
    page = first_of(visitor, f"/?{query}")
    said = headline(page)
    with visitor.talk() as conversation:
        drawn = conversation.run("", query)
    assert said in html.unescape(drawn)
    figures = re.findall(r'<td[^>]*class="[^"]*"[^>]*>(?:<a[^>]*><span[^>]*>.</span> )?([^<]*[0-9][^<]*)<', page)
    assert figures and all(html.unescape(figure) in html.unescape(drawn) for figure in figures)
    assert f'<html lang="{"en" if "bahasa=en" in query else "id"}"' in page


@pytest.mark.parametrize("page", OTHERS)
@pytest.mark.parametrize(("role", "region", "query"), [("governor", None, ""), ("regent", OWN, f"wilayah={OWN}")])
def test_every_page_begins_as_it_goes_on(served, page, role, region, query):
    visitor = served.as_(role, region)
    said = headline(first_of(visitor, f"/{page}?{query}"))
    with visitor.talk() as conversation:
        assert said in html.unescape(conversation.run(page, query))


def test_a_regent_reads_nothing_of_another_region(served):
    others = first_of(served.as_("governor"), f"/?wilayah={OTHER}")  # what is kept now is another's
    assert any(text in others for text in OF_OTHER)
    regent = served.as_("regent", OWN)
    pages = [first_of(regent, f"/?{query}") for query in ("", f"wilayah={OWN}", "periode=2026-10&banding=province")]
    pages += [first_of(regent, f"/{page}") for page in OTHERS]
    pages += [regent.ask("GET", f"/{page}?wilayah={OTHER}").body.decode() for page in ("", *OTHERS)]
    for page in pages:
        assert not [text for text in OF_OTHER if text in page.partition("<body>")[2]]


def test_nobody_without_a_session_is_sent_figures(served):
    first_of(served.as_("governor"))
    for cookie in (None, "capaian=nonsense"):
        stranger = served.stranger()
        stranger.cookie = cookie
        answer = stranger.ask("GET", "/")
        assert answer.status == 303 and b"first" not in answer.body
    gone = served.as_("governor")
    first_of(gone)
    gone.send("/keluar", {})
    assert gone.ask("GET", "/").status == 303


def test_no_cache_keeps_it_and_the_policy_stands(served):
    governor = served.as_("governor")
    page = first_of(governor)
    answer = governor.ask("GET", "/", Accept_Encoding="gzip, br")
    assert answer.headers["content-encoding"] == "gzip" and gzip.decompress(answer.body).decode() == page
    assert answer.headers["cache-control"] == "no-store" and answer.headers["etag"] is None
    assert "script-src 'self';" in answer.headers["content-security-policy"] and "<script>" not in page
    assert page.index('id="first"') < page.index('id="root"') < page.index('type="module"')


@pytest.mark.parametrize(
    "query",
    ["wilayah=99.99", "periode=kapan", "bahasa=fr", "indikator=x", "banding=y", "lain=z", "wilayah=" + "1" * 400],
)
def test_an_address_that_asks_for_what_is_not_there_is_served_as_it_was(served, query):
    governor = served.as_("governor")
    first_of(governor)
    answer = governor.ask("GET", f"/?{query}")
    assert answer.status == 200 and b'id="first"' not in answer.body
    assert query.partition("=")[2].encode() not in answer.body or len(query) < 15


def of(page: FirstPaint, role: str = roles.GOVERNOR) -> str | None:
    return asyncio.run(page.of(Viewer("", role, None, "id"), "key", "ringkasan", ""))


def test_without_records_or_before_all_is_warm_the_page_comes_alone(tmp_path):
    home = Home(tmp_path)
    page = FirstPaint(home, {"ringkasan": lambda _scope: 1 / 0}, {"": ("ringkasan",)})
    assert of(page) is None
    with run.showing(home):
        page.warm(Viewer("", roles.GOVERNOR, None, "id"), cache.now())
    assert of(page) is None
