"""Signing in through an OpenID Connect provider, on this machine: it proves who; our own table says what."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import yaml

from tests.access import people
from tests.access.conftest import OWN
from tests.access.visitor import Visitor


@pytest.fixture(scope="module")
def provider():
    """A provider that lets anybody be anybody, and says of them what it is told."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import oidc_provider_mock
        from werkzeug.serving import make_server

    claims = oidc_provider_mock.User
    users = [
        claims(sub="s-1", claims={"preferred_username": "regent-11.71", "role": "administrator"}),
        claims(sub="s-2", claims={"preferred_username": "orang-lain"}),
        claims(sub="s-3", claims={"email": "regent-11.71", "email_verified": False}),
    ]
    server = make_server("127.0.0.1", 0, oidc_provider_mock.app(user_claims=users, require_nonce=True), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def told(served, provider):
    """Name the provider in access.yaml for a test; the server needs no restart."""
    people.account(served.root, "regent", OWN)
    path = served.root / "access.yaml"
    before = path.read_text(encoding="utf-8")

    def tell(**more):
        settings = {"issuer": provider, "client_id": "capaian", "client_secret": "rahasia-uji", **more}
        path.write_text(before + yaml.safe_dump({"provider": settings}), encoding="utf-8")

    yield tell
    path.write_text(before, encoding="utf-8")


def jar(*cookies):
    return "; ".join(cookie for cookie in cookies if cookie)


def there(visitor, onward="/"):
    """Start the detour; returns the provider's address that the browser is sent to."""
    answer = visitor.ask("GET", f"/masuk/oidc?{urlencode({'lanjut': onward})}")
    assert answer.status == 302
    visitor.cookie = jar(answer.cookie)
    return answer.headers["location"]


def proven(address, sub):
    """Be `sub` at the provider; returns the address it sends the browser back to."""
    parts = urlsplit(address)
    answer = Visitor(parts.netloc).send(f"{parts.path}?{parts.query}", {"sub": sub})
    assert answer.status in (302, 303), answer.body[-500:]
    return answer.onward


def test_without_a_provider_there_is_no_detour(served):
    assert b"/masuk/oidc" not in served.stranger().ask("GET", "/masuk").body
    assert served.stranger().ask("GET", "/masuk/oidc").status == 502


def test_who_is_proven_gets_the_role_of_our_own_table_and_an_ordinary_session(served, told):
    told()
    visitor = served.stranger()
    assert b"/masuk/oidc" in visitor.ask("GET", "/masuk").body
    asked = parse_qs(urlsplit(there(visitor, "/target?bahasa=id")).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["nonce"] and asked["state"]
    back = proven(there(visitor, "/target?bahasa=id"), "s-1")
    answer = visitor.ask("GET", back)
    assert (answer.status, answer.onward) == (303, "/target?bahasa=id")
    session = next(value for value in answer.headers.get_all("set-cookie") if value.startswith("capaian="))
    visitor = Visitor(served.host, session.split(";")[0])
    with visitor.talk() as conversation:  # the claim role=administrator is passed over
        assert "Bupati/wali kota" in conversation.run("ringkasan")
    assert Visitor(served.host, jar(visitor.cookie)).ask("GET", back).status == 502  # a code is worth one visit


@pytest.mark.parametrize("sub", ["s-2", "s-3"])
def test_who_has_no_account_or_no_such_claim_stays_outside(served, told, sub):
    told()
    visitor = served.stranger()
    answer = visitor.ask("GET", proven(there(visitor), sub))
    assert answer.status in (403, 502) and not (answer.cookie or "").startswith("capaian=")


def test_an_address_that_the_provider_has_not_verified_proves_nothing(served, told):
    told(claim="email")
    visitor = served.stranger()
    assert visitor.ask("GET", proven(there(visitor), "s-3")).status == 502


def test_an_answer_to_somebody_elses_question_is_refused(served, told):
    told()
    attacker, victim = served.stranger(), served.stranger()
    back = proven(there(attacker), "s-1")
    there(victim)
    assert victim.ask("GET", back).status == 502  # the state is not the victim's
    assert served.stranger().ask("GET", back).status == 502
    assert served.stranger().ask("GET", "/masuk/kembali?code=x&state=y").status == 502


@pytest.fixture
def impostor(provider):
    """Says at its own address that it is another provider."""

    class Discovery(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            addresses = dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), f"{provider}/x")
            self.wfile.write(json.dumps({"issuer": provider, **addresses}).encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Discovery) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_provider_that_is_not_who_it_should_be_or_not_there_is_told_kindly(served, told, impostor):
    told(issuer=impostor)
    assert served.stranger().ask("GET", "/masuk/oidc").status == 502
    told(issuer="http://127.0.0.1:9")
    answer = served.stranger().ask("GET", "/masuk/oidc")
    assert answer.status == 502 and b'name="sandi"' in answer.body
