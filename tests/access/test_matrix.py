"""Every page, role, region and way in: the right person sees the right region, and nobody else."""

import json
import re

import pytest

import app
from access.identity import roles
from access.sessions import api_tokens
from pages import routes
from tests.access import people
from tests.access.conftest import OTHER, OTHER_ROWS, OWN, OWN_ROWS

EVERYBODY = {"governor", "regent", "analyst", "auditor", "administrator"}
PAGES = {
    "ringkasan": EVERYBODY,
    "cakupan": EVERYBODY,
    "wilayah": EVERYBODY,
    "layanan": EVERYBODY,
    "kepuasan": EVERYBODY,
    "pengaduan": EVERYBODY,
    "antrean": EVERYBODY,
    "indikator": EVERYBODY,
    "hambatan": EVERYBODY,
    "tindak-lanjut": EVERYBODY,
    "target": EVERYBODY,
    "metodologi": EVERYBODY,
    "kesehatan-data": EVERYBODY,
    "laporan": EVERYBODY,
    "unggah": {"analyst"},
    "buku-besar": {"auditor", "administrator"},
    "akun": EVERYBODY,
    "kelola": {"administrator"},
}
"""Address → the roles that may open it, written down once more: what an attacker expects."""
ADDRESSES = [address for pages in routes.SECTIONS.values() for address in pages]
PEOPLE = [(role, OWN if role == "regent" else None) for role in sorted(EVERYBODY)] + [("analyst", OWN)]
SHUT = "Halaman ini tidak terbuka untuk peran Anda"
FAILED = "Halaman ini belum dapat ditampilkan"
CANARIES = re.compile(rf"\b1\.?{OTHER_ROWS - 1000}\b|sumber-aceh-barat|{re.escape(OTHER)}-\d")
"""Whatever only the other region has: its count of applications, its file, the numbers of its applications."""


def test_no_page_is_missing_from_this_matrix():
    assert set(PAGES) == set(roles.PAGES)
    assert set(ADDRESSES) <= set(PAGES)
    assert set(roles.ROLES) == EVERYBODY


@pytest.fixture(scope="module")
def talks(served):
    """One open conversation for each person; the governor's first, so that caches are warm with everything."""
    opened = {}

    def talk(role, region):
        if (role, region) not in opened:
            opened[role, region] = served.as_(role, region).talk().__enter__()
        return opened[role, region]

    yield talk
    for conversation in opened.values():
        conversation.__exit__()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_by_its_address_with_a_query_that_asks_for_another_region(talks, address):
    talks("governor", None).run(address, f"wilayah={OTHER}&periode=2026-10")  # what is cached now is another's
    for role, region in PEOPLE:
        conversation = talks(role, region)
        shown = conversation.run(address, f"wilayah={OTHER}&periode=2026-10&indikator=received&entri=1")
        assert (SHUT in shown) == (role not in PAGES[address]), f"{role} {region}"
        assert FAILED not in shown, f"{role} {region}: {shown[shown.index(FAILED) - 100 :][:600]}"
        if region is not None:
            found = CANARIES.search(shown)
            assert found is None, f"{role} of {region} sees {shown[max(0, found.start() - 200) : found.end() + 50]}"


def test_the_canaries_would_be_seen(talks):
    """The same search over what the governor is shown finds the other region: the matrix is no empty one."""
    shown = talks("governor", None).run("ringkasan", f"wilayah={OTHER}&periode=2026-10&indikator=received")
    assert CANARIES.search(shown)
    shown = talks("auditor", None).run("buku-besar")
    assert CANARIES.search(shown)


@pytest.mark.parametrize(("role", "region"), PEOPLE)
def test_the_menu_shows_only_open_pages_and_a_forged_page_hash_opens_no_other(talks, role, region):
    conversation = talks(role, region)
    conversation.run("ringkasan")
    pages = conversation.pages()
    shut = {address for address, (_, is_hidden) in pages.items() if is_hidden}
    assert shut == {address for address in ADDRESSES if role not in PAGES[address]}
    for address in shut:
        assert SHUT in conversation.run(page_hash=pages[address][0])
    assert SHUT not in conversation.run(page_hash="0" * 32)


def test_files_of_pages_are_no_pages_on_a_fresh_server(served):
    """Until st.navigation has run once, Streamlit would serve pages/upload.py at /upload, past everything."""
    assert served.first["/upload"] == "303"
    assert served.first["websocket"] == "InvalidStatus"
    for page in ("upload", "ledger_book", "overview"):
        shown = served.first[page]
        assert "Capaian MPP" in shown and "upload_kind" not in shown and "ledger_kind" not in shown


OPEN = {
    "/masuk",
    "/masuk/awal",
    "/masuk/undangan",
    "/masuk/kode",
    "/masuk/sesi",
    "/masuk/sesi.js",
    "/masuk/oidc",
    "/masuk/kembali",
    "/keluar",
}
OPEN |= {"/periksa", "/berhenti", "/healthz", "/readyz", "/_stcore/health", "/api/{path:path}"}
GATED = {
    "/metrics": 401,
    "/_stcore/metrics": 401,
    "/_stcore/host-config": 401,
    "/_stcore/stream": 401,
    "/media/{file_id:path}": 401,
    "/_stcore/upload_file/{session_id}/{file_id}": 401,
    "/component/{path:path}": 401,
    "/_stcore/bidi-components/{path:path}": 401,
    "/_stcore/agent/interact": 401,
    "/_stcore/agent/openapi.json": 401,
    "/_stcore/agent/mcp": 401,
    "/cari.json": 303,
    "/auth/login": 303,
    "/auth/logout": 303,
    "/oauth2callback": 303,
    "": 303,
}
"""Every other route of the server → what a stranger gets there; "" is Streamlit's index page at any address."""


def test_no_route_is_missing_from_this_matrix():
    """A new version of Streamlit, or of ours, that answers at a new address is told here."""
    found = {getattr(route, "path", "") or "" for route in app.app._build_starlette_app().routes}
    assert found == OPEN | set(GATED)


@pytest.mark.parametrize("path", sorted(GATED))
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_a_stranger_gets_no_byte(served, path, method):
    address = re.sub(r"\{.*?\}", "x", path) or "/apa-saja"
    answer = served.stranger().ask(method, address)
    expected = GATED[path] if method in ("GET", "HEAD") else 401
    assert answer.status == expected
    assert b"<script" not in answer.body and len(answer.body) < 300


@pytest.mark.parametrize(
    ("method", "address", "origin", "status"),
    [
        ("GET", "/keluar", None, 303),
        ("HEAD", "/keluar", None, 303),
        ("POST", "/wilayah", None, 401),
        ("POST", "/apa-saja", "http://jahat.example", 401),
        ("PUT", "/metrics", None, 401),
    ],
)
def test_whoever_has_no_session_is_sent_to_sign_in_whatever_they_ask(served, method, address, origin, status):
    """Signing out is an act; looking at its address is like looking at any other, and shows no page of Streamlit's."""
    answer = served.stranger().ask(method, address, Origin=origin)
    assert answer.status == status and len(answer.body) < 300
    assert status == 401 or answer.onward.startswith("/masuk")


LOOKALIKES = """
    /masuk/  /MASUK  //masuk  /masuk/../unggah  /masuk%2f..%2funggah  /healthz/..  /readyz/x  /.  /%00
    /static/js/index.js  /static/..%2f..%2fapp.py  /media/..%2f..%2faccess.yaml  /_stcore/health/../metrics
"""


@pytest.mark.parametrize("path", LOOKALIKES.split())
def test_an_address_that_looks_like_an_open_one_is_not(served, path):
    answer = served.stranger().ask("GET", path)
    assert answer.status in (303, 401)
    assert answer.status == 401 or answer.onward.startswith("/masuk")


def test_the_measures_are_for_auditors_and_administrators(served):
    got = {role: served.as_(role, region).ask("GET", "/metrics") for role, region in PEOPLE[:5]}
    allowed = {"auditor", "administrator"}
    assert {role for role, answer in got.items() if answer.status == 200} == allowed
    assert {role for role, answer in got.items() if answer.status == 403} == EVERYBODY - allowed
    told = got["auditor"].body.decode()
    assert re.search(r"^capaian_sessions \d+$", told, re.M) and re.search(r"^capaian_ledger_seq \d+$", told, re.M)


API = ("/api/v1/score", "/api/v1/openapi.json", "/api/v1/tidak-ada", "/api/", "/api/v1/uploads")


@pytest.mark.parametrize("path", API)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_the_api_knows_tokens_only_and_sends_nobody_to_sign_in(served, path, method):
    for visitor in (served.stranger(), served.as_("administrator")):
        answer = visitor.ask(method, path, b"x" if method == "POST" else None, Origin="http://jahat.example")
        assert answer.status == 401 and answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-type"] == "application/json" and answer.onward is None
        assert answer.headers["access-control-allow-origin"] is None


def test_a_token_opens_the_api_and_no_page(served):
    people.account(served.root, "analyst")
    bearer = {"Authorization": f"Bearer {api_tokens.add(served.root, 'analyst', 1, rights=('read', 'load'))}"}
    stranger = served.stranger()
    answer = stranger.ask("GET", "/api/v1/score?period=2026-10&indicator=received", **bearer)
    assert (answer.status, json.loads(answer.body)[0]["actual"]) == (200, OTHER_ROWS + OWN_ROWS)
    tried = "/api/v1/uploads?kind=transactions&file=x.csv&dry_run=true"
    assert stranger.ask("POST", tried, b"nomor_permohonan;kode_wilayah\n", **bearer).status == 422
    assert stranger.ask("GET", "/api/v1/score", Host="jahat.example", **bearer).status == 400
    assert stranger.ask("GET", "/wilayah", **bearer).status == 303
    assert stranger.ask("GET", "/metrics", **bearer).status == 401
