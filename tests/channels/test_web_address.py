"""A file behind an HTTPS address, from a server in this process whose certificate is made for the test."""

import http.server

import pytest

from channels.inbox import web_address
from tests.channels.conftest import applications, serving

TOKEN = "kunci-rahasia"


class Answers(http.server.BaseHTTPRequestHandler):
    """One answer an address."""

    def do_GET(self):
        if self.path == "/slow.csv":
            self.server.over.wait(10)
            return
        if self.path == "/away.csv":
            self._head(302, location="https://localhost:1/a.csv")
        elif self.path == "/moved.csv":
            self._head(302, location="/a.csv")
        elif self.path == "/half.csv":
            self._head(200, content_length="5000")
            self.wfile.write(applications("A-1"))
        elif self.path == "/large.csv":
            self._head(200)
            for _ in range(3):
                self.wfile.write(b" " * (1 << 20))
        elif self.path == "/none.csv" or self.headers["authorization"] not in (None, f"Bearer {TOKEN}"):
            self._head(404)
        elif self.headers["if-none-match"] == '"1"':
            self.server.known += 1
            self._head(304)
        else:
            self._head(200, etag='"1"')
            self.wfile.write(applications("A-1"))

    def _head(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *_):
        """Nothing on the test's stderr."""


@pytest.fixture(scope="module")
def server(certificate):
    """A server with that certificate."""
    with serving(Answers, certificate) as answering:
        answering.known = 0
        yield answering


@pytest.fixture
def at(office, server, certificate, monkeypatch):
    """Name an address of the server as the source and ask it once."""
    monkeypatch.setattr(web_address, "READ_SECONDS", 0.5)
    (office.root / "server.pem").write_bytes(certificate.read_bytes())

    def ask(path, **more):
        url = f"https://127.0.0.1:{server.server_port}{path}"
        office.sources(web={"https": url, "certificate": "server.pem", "largest_mb": 1} | more)
        return office.once()

    return ask


def test_a_file_is_fetched_once_and_then_asked_whether_it_is_another(at, server, monkeypatch):
    monkeypatch.setenv("WEB_TOKEN", TOKEN)
    loaded = "web: a.csv dimuat sebagai entri 4; dibaca 1, diterima 1, ditolak 0"
    assert at("/moved.csv", secret="env:WEB_TOKEN") == (0, [loaded.replace("a.csv", "moved.csv")], [])
    assert at("/moved.csv", secret="env:WEB_TOKEN") == (0, [], [])
    assert server.known == 1


@pytest.mark.parametrize(
    ("path", "more", "said"),
    [
        ("/away.csv", {}, "mengalihkan ke alamat lain"),
        ("/none.csv", {}, "server menjawab 404"),
        ("/large.csv", {}, "lebih besar dari 1 MB"),
        ("/slow.csv", {}, "terlalu lama"),
        ("/half.csv", {}, "tidak dapat dihubungi"),
        ("/a.csv", {"certificate": None}, "sertifikat TLS"),
        ("/a.csv", {"certificate": "tidak-ada.pem"}, "berkas sertifikat tidak terbaca"),
        ("/a.csv", {"https": "https://127.0.0.1:1/a.csv"}, "tidak dapat dihubungi"),
    ],
)
def test_a_source_that_fails_is_one_line_and_loads_nothing(at, office, path, more, said):
    code, out, err = at(path, **more)
    assert (code, out, len(err)) == (1, [], 1), err
    assert said in err[0] and office.uploads() == 0 and office.files("web", "receipts") == []
