"""Telegram, WhatsApp Business and a webhook: apprise's own programs, whose servers are played in this process."""

import http.server
import json
import ssl
import threading

import httpx2
import pytest

from channels.messages import delivery
from channels.messages.delivery import Message, UndeliveredError
from data.home import Home

MESSAGE = Message("Peringatan dini", "Banda Aceh: 12 berkas lewat standar", "Berhenti menerima: https://contoh.go.id/x")
TELEGRAM = "tgram://123456789:abcdefghijklmnopqrstuvwxyzABCDEFGHI/12315544/"
WHATSAPP = "whatsapp://kuncikuncikunci@10987654321012/628123456789"


class Service(http.server.BaseHTTPRequestHandler):
    """Takes messages, or answers as it is told."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.taken.append((self.path, self.headers.get("authorization"), body.decode()))
        if self.server.status == 0:
            self.server.over.wait(10)
            return
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("location", f"http://127.0.0.1:{self.server.server_port}/lain")
        answer = b'{"ok": true, "result": {}}'
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        """Nothing on the test's stderr."""


def playing(context=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.taken, server.status, server.over = [], 200, threading.Event()
    server.handle_error = lambda *_: None
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def service(monkeypatch):
    """The servers of both, whose address apprise has as a constant."""
    from apprise.plugins.telegram import NotifyTelegram
    from apprise.plugins.whatsapp import NotifyWhatsApp

    server = playing()
    here = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"{here}/bot")
    monkeypatch.setattr(NotifyWhatsApp, "notify_url", f"{here}/{{fb_ver}}/{{phone_id}}/messages")
    for plugin in (NotifyTelegram, NotifyWhatsApp):
        monkeypatch.setattr(plugin, "request_rate_per_sec", 0)
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def hand(monkeypatch, tmp_path):
    """Hand the message to an address that is a secret."""

    def handed(address):
        monkeypatch.setenv("KANAL", address)
        delivery.by_channel(Home(tmp_path), "env:KANAL", MESSAGE)

    return handed


def test_telegram_takes_the_message_with_the_link_that_ends_it(service, hand):
    hand(TELEGRAM)
    path, _, body = service.taken[-1]
    assert path.endswith("/sendMessage") and "123456789:" in path
    text = json.loads(body)
    assert str(text["chat_id"]) == "12315544" and "12 berkas" in text["text"] and "Berhenti menerima" in text["text"]


def test_whatsapp_business_takes_the_message_with_the_link_that_ends_it(service, hand):
    hand(WHATSAPP)
    [(path, key, body)] = service.taken
    assert "/10987654321012/messages" in path and key == "Bearer kuncikuncikunci"
    text = json.loads(body)
    assert text["to"].endswith("628123456789") and "Berhenti menerima" in text["text"]["body"]


@pytest.mark.parametrize("address", [TELEGRAM, WHATSAPP])
@pytest.mark.parametrize("status", [302, 401, 403, 500])
def test_a_service_that_refuses_is_told_without_its_token(service, hand, address, status):
    service.status = status
    with pytest.raises(UndeliveredError) as refused:
        hand(address)
    assert refused.value.finding.key == "send.not_taken" and not refused.value.is_final
    assert not any("/lain" in path for path, *_ in service.taken), "a redirect is not followed"
    assert "kunci" not in refused.value.finding.message("id") and "abcdef" not in refused.value.finding.message("id")


@pytest.mark.parametrize(
    ("status", "key", "is_final"),
    [(302, "send.redirected", True), (403, "send.status", False), (500, "send.status", False), (0, "send.down", False)],
)
def test_a_webhook_is_told_for_what_hinders_it(certificate, hand, monkeypatch, status, key, is_final):
    """A server of this process with its own certificate, vouched for; a slow one is given up."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = playing(context)
    server.status = status
    post = httpx2.post
    trusted = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(delivery.httpx2, "post", lambda *args, **more: post(*args, **more, verify=trusted))
    monkeypatch.setattr(delivery, "SECONDS", 0.5)
    with pytest.raises(UndeliveredError) as refused:
        hand(f"https://127.0.0.1:{server.server_port}/kait")
    assert (refused.value.finding.key, refused.value.is_final) == (key, is_final)
    assert [path for path, *_ in server.taken] == ["/kait"], "once, and nowhere else"
    server.over.set()
    server.shutdown()
    server.server_close()


def test_a_webhook_that_nobody_vouches_for_gets_nothing(certificate, hand):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = playing(context)
    with pytest.raises(UndeliveredError) as refused:
        hand(f"https://127.0.0.1:{server.server_port}/kait")
    assert refused.value.finding.key == "send.tls" and server.taken == []
    server.shutdown()
    server.server_close()
