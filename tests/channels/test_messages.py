"""What is sent: once, in the recipient's scope and language, never without TLS, and ended by a link."""

import datetime
import email
import email.policy
import io
import re
import socket
import ssl
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from aiosmtpd.controller import Controller
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.testclient import TestClient

import cli
from channels import standing
from channels.messages import outbox, subscriptions
from channels.messages.unsubscription import Unsubscription
from data import clock
from data.home import Home
from reports.terminal import early_warning_letter
from tests.access import people
from tests.spec.drawn import opened

BOUNCED, LATER = "tidak-ada@example.go.id", "nanti@example.go.id"


class Taking:
    """A mail server's manners: one address is unknown, one cannot be served now."""

    def __init__(self):
        self.letters = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # aiosmtpd's name
        if address == BOUNCED:
            return "550 no such user"
        if address == LATER:
            return "451 try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append((envelope.rcpt_tos[0], letter))
        return "250 OK"


@pytest.fixture(scope="module")
def server(certificate):
    """A mail server on this machine that wants STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    taking = Taking()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(taking, "127.0.0.1", port, tls_context=context, require_starttls=True)
    controller.start()
    yield SimpleNamespace(port=port, letters=taking.letters, certificate=certificate)
    controller.stop()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with accounts of two recipients."""
    with opened(tmp_path_factory.mktemp("send") / "home") as drawn:
        drawn.today("2026-11-16 08:00")
        yield drawn


@pytest.fixture
def send(home, server, capsys, monkeypatch):
    """Run `send` with these recipients; nothing of earlier tests is remembered."""
    root = home.home.root
    monkeypatch.setenv("CAPAIAN_HOME", str(root))
    monkeypatch.setattr(outbox, "WAIT_SECONDS", 0)
    (root / "server.pem").write_bytes(server.certificate.read_bytes())
    for name in ("state.json", "unsubscribed.json"):
        (root / "send" / name).unlink(missing_ok=True)
    server.letters.clear()
    governor, regent = people.account(root, "governor"), people.account(root, "regent", "11.71")
    mail = {"server": f"smtp://127.0.0.1:{server.port}", "sender": "capaian@example.go.id", "certificate": "server.pem"}

    def run(*command, mail=mail, more=None, **recipients):
        named = {
            name: {"account": regent if name == "regent" else governor} | recipient
            for name, recipient in recipients.items()
        }
        settings = {"public": "https://capaian.example.go.id", "mail": mail, "recipients": named} | (more or {})
        (root / "home.yaml").write_text(yaml.safe_dump({"send": settings}), encoding="utf-8")
        code = cli.main(["send", *command])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err.splitlines()

    return run


@pytest.fixture
def warned(monkeypatch):
    """There is something to warn of; what it is depends on scope and language only."""

    def letter(workspace, region, language):
        return f"peringatan {region} {language} {sorted(workspace.scope.regions or ['semua'])}"

    monkeypatch.setattr(early_warning_letter, "for_sending", letter)


def test_each_recipient_is_written_to_once_in_their_scope_and_language(send, server, warned):
    people_of = {"governor": {"email": "a@example.go.id"}, "regent": {"email": "b@example.go.id", "language": "en"}}
    assert send("digest", **people_of) == (0, ["governor: terkirim.", "regent: terkirim."], [])
    assert send("digest", **people_of)[1] == ["governor: sudah pernah dikirim.", "regent: sudah pernah dikirim."]
    (to, first), (_, second) = server.letters
    assert (to, first["subject"]) == ("a@example.go.id", "Peringatan dini Capaian MPP")
    assert "peringatan None id ['semua']" in first.get_content()
    assert "peringatan 11.71 en ['11.71']" in second.get_content() and "Stop receiving this:" in second.get_content()
    assert first["auto-submitted"] == "auto-generated" and first["list-unsubscribe"]


def test_a_report_is_the_sheet_of_the_recipient_as_pdf(send, server, home):
    home.transactions("""
      region_code | received_at | decided_at | n
      11.71       | 2026-07-06  | 2026-07-08 | 20
      11.05       | 2026-07-06  | 2026-07-20 | 30
    """)
    recipients = {"regent": {"email": "b@example.go.id", "kinds": ["report"]}}
    assert send("report", "--period", "2026-07", **recipients)[:2] == (0, ["regent: terkirim."])
    [(_, letter)] = server.letters
    [attached] = letter.iter_attachments()
    assert attached.get_content().startswith(b"%PDF") and attached.get_filename().endswith(".pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(attached.get_content())).pages)
    assert "Banda Aceh" in text and "Aceh Barat" not in text and "11.05" not in text, "of the recipient's region only"
    send("report", "--period", "2026-07", governor={"email": "a@example.go.id", "kinds": ["report"]})
    [sheet] = server.letters[-1][1].iter_attachments()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet.get_content())).pages)
    assert "Aceh Barat" in text, "the search would find it"
    assert send("report", **recipients)[2] == ["Sebut masanya, misalnya --period 2026-10."]


def test_the_link_ends_it_and_only_a_genuine_one(send, server, home, warned):
    recipients = {"governor": {"email": "a@example.go.id"}}
    send("digest", **recipients)
    link = re.search(r"https://\S+", server.letters[0][1]["list-unsubscribe"].strip("<>").split(": ")[-1])[0].rstrip(
        ">"
    )
    address = urlsplit(link)
    client = TestClient(Starlette(routes=Unsubscription(home.home).routes()))
    shown = client.get(f"{address.path}?{address.query}")
    assert shown.status_code == 200 and "Ya, berhenti" in shown.text
    assert subscriptions.ended(home.home) == frozenset(), "looking at a link ends nothing"
    form = {name: values[0] for name, values in parse_qs(address.query).items()}
    for wrong in (form | {"tanda": "0" * 64}, form | {"penerima": "regent"}, {}):
        assert client.post(address.path, data=wrong).status_code == 400
    assert subscriptions.ended(home.home) == frozenset()
    assert "tidak akan dikirimi lagi" in client.post(address.path, data=form).text
    assert send("digest", "--period", "2026-10", **recipients)[1] == ["governor: tidak berlangganan."]


def test_a_bounce_is_not_tried_again_and_the_doctor_tells(send, home, warned):
    recipients = {"gone": {"email": BOUNCED}}
    assert send("digest", **recipients)[2][0].startswith("gone: tidak terkirim, tidak dicoba lagi. Server menolak")
    assert send("digest", **recipients)[0] == 1
    [line] = [line for line in standing.lines(home.home) if line.check == "send"]
    assert line.state == "warn" and "gone digest" in line.finding.message("id")
    assert BOUNCED not in (home.home.root / "send" / "state.json").read_text(encoding="utf-8")


def test_tries_are_bounded(send, home, monkeypatch, warned):
    tries = []
    hand_over = outbox._hand_over
    monkeypatch.setattr(outbox, "_hand_over", lambda *args: tries.append(1) or hand_over(*args))
    results = [send("digest", later={"email": LATER})[2][0] for _ in range(outbox.TRIES + 2)]
    assert results[0].startswith("later: belum terkirim.")
    assert all(result.startswith("later: tidak terkirim, tidak dicoba lagi.") for result in results[-3:])
    assert len(tries) == 2 * outbox.TRIES


WRONG = [
    ({"mail": {"server": "smtp://127.0.0.1:1", "sender": "a@b.id"}}, "tidak dapat dihubungi"),
    ({"certificate": None}, "sertifikat TLS|tidak dapat dipercaya"),
    ({"more": {"quiet_from": "07:00", "quiet_until": "09:00"}}, "Jam tenang (07:00–09:00)"),
    ({"recipients": {"x": {"account": "tidak-ada", "email": "a@b.id"}}}, "Akun tidak-ada tidak ada"),
    ({"recipients": {"x": {"email": "a@b.id", "channel": "env:X"}}}, "salah satu: email atau channel"),
    ({"recipients": {"x": {"channel": "env:X", "kinds": ["report"]}}}, "hanya dikirim lewat email"),
    ({"recipients": {"x": {"email": "bukan alamat"}}}, "email"),
    ({"recipients": {"x": {"channel": "env:TIDAK_ADA"}}}, "TIDAK_ADA kosong"),
    ({"recipients": {"x": {"channel": "env:BUKAN_KANAL"}}}, "Alamat kanal tidak dikenal"),
    ({"recipients": {"x": {"channel": "env:TANPA_TLS"}}}, "tidak menawarkan TLS"),
]


@pytest.mark.parametrize(("changed", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_setting_sends_nothing_and_is_one_line(send, server, warned, monkeypatch, changed, said):
    monkeypatch.setenv("BUKAN_KANAL", "entah://apa")
    monkeypatch.setenv("TANPA_TLS", "http://x.example/hook")
    recipients = changed.get("recipients", {"governor": {"email": "a@example.go.id"}})
    options = {name: changed[name] for name in ("mail", "more") if name in changed}
    if "certificate" in changed:
        options["mail"] = {"server": f"smtp://127.0.0.1:{server.port}", "sender": "a@b.id"}
    code, out, err = send("digest", **options, **recipients)
    assert (code in (1, 2), out, len(err)) == (True, [], 1), (code, out, err)
    assert any(part in err[0] for part in said.split("|")) and server.letters == []


def test_a_webhook_that_redirects_is_not_followed(send, warned, monkeypatch, home):
    from channels.messages import delivery

    class Away:
        is_redirect, is_success, status_code = True, False, 302

    asked = []
    monkeypatch.setattr(delivery.httpx2, "post", lambda address, **more: asked.append((address, more)) or Away())
    monkeypatch.setenv("HOOK", "https://hook.example/x")
    code, _, err = send("digest", hook={"channel": "env:HOOK"})
    assert code == 1 and "Webhook mengalihkan" in err[0]
    [(_, more)] = asked
    assert more["follow_redirects"] is False and "hook.example" not in " ".join(err)


def test_small_numbers_are_not_sent(home, monkeypatch):
    from metrics.monitoring.early_warnings import Alert

    alerts = (Alert("backlog_due", "11.71", count=4), Alert("backlog_due", "11.05", count=5))
    monkeypatch.setattr(early_warning_letter.early_warnings, "early_warnings", lambda _: alerts)
    seen = []
    monkeypatch.setattr(early_warning_letter, "_letter", lambda _, safe, *rest, **more: seen.extend(safe) or "x")
    early_warning_letter.for_sending(None, None, "id")
    assert [alert.region for alert in seen] == ["11.05"]


@pytest.mark.parametrize(
    ("now", "start", "end", "is_quiet"),
    [
        ("21:00", "20:00", "06:00", True),
        ("05:59", "20:00", "06:00", True),
        ("06:00", "20:00", "06:00", False),
        ("12:00", "11:00", "13:00", True),
        ("13:00", "11:00", "13:00", False),
    ],
)
def test_quiet_hours_may_cross_midnight(monkeypatch, tmp_path, now, start, end, is_quiet):
    moment = datetime.datetime.fromisoformat(f"2026-11-16 {now}").replace(tzinfo=clock.WIB)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert outbox._is_quiet(Home(tmp_path), SimpleNamespace(quiet_from=start, quiet_until=end)) is is_quiet
