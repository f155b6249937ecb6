"""What those who run the server see: numbers of requests, a log without anybody in it, measures behind a token."""

import asyncio
import hashlib
import json
import logging

import pytest

from access.identity.errors import AccessError
from access.operation import measures_token
from access.operation.measures_token import MeasuresToken
from access.operation.request_log import BUCKETS, RequestLog, Tally

TOKEN = "a-token-that-a-machine-holds"
SHA256 = hashlib.sha256(TOKEN.encode()).hexdigest()
OF_PROXY = "0123456789abcdef0123456789abcdef"


class Heard(logging.Handler):
    """A log in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(record.getMessage()))


def asked(path: str, app, number: str | None = None, kind: str = "http"):
    """One request through the log: the messages sent, the lines written, what was counted."""
    heard, sent, tally = Heard(), [], Tally()
    log = logging.Logger("heard")
    log.addHandler(heard)

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"x-request-id", number.encode())] if number else []
    headers += [(b"cookie", b"capaian=secret"), (b"x-forwarded-for", b"10.1.2.3")]
    scope = {
        "type": kind,
        "path": path,
        "query_string": b"nama=seseorang",
        "headers": headers,
        "client": ("10.1.2.3", 1),
    }
    if kind == "http":
        scope["method"] = "GET"
    asyncio.run(RequestLog(app, frozenset({"/layanan"}), lambda n: [f"Nomor {n}"], log, tally)(scope, receive, send))
    return sent, heard.lines, tally


async def fine(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"abc"})


async def broken(scope, receive, send):
    raise ValueError("a cell's value")


async def gone(scope, receive, send):
    return


async def talking(scope, receive, send):
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "bytes": b"12345"})


async def refused(scope, receive, send):
    await send({"type": "websocket.close", "code": 1008})


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/layanan", "/layanan"),
        ("/media/3f9a.csv", "/media/…"),
        ("/_stcore/upload_file/visit/file", "/_stcore/upload_file/…"),
        ("/siti-aminah", "?"),
    ],
)
def test_a_line_tells_the_request_and_nobody(path, written):
    _, [line], _ = asked(path, fine)
    assert line | {"at": "", "number": "", "ms": 0} == {
        "at": "",
        "number": "",
        "method": "GET",
        "address": written,
        "status": 200,
        "ms": 0,
        "bytes": 3,
    }


@pytest.mark.parametrize(
    ("app", "kind", "status"),
    [
        (fine, "http", 200),
        (broken, "http", 500),
        (gone, "http", 499),
        (talking, "websocket", 101),
        (refused, "websocket", 403),
        (broken, "websocket", 500),
    ],
)
def test_every_end_is_written(app, kind, status):
    _, [line], tally = asked("/layanan", app, kind=kind)
    assert line["status"] == status
    assert tally.conversations == 0
    assert tally.answers == ({f"{status // 100}xx": 1} if kind == "http" else {})
    assert sum(tally.within) == (kind == "http")
    assert len(tally.within) == len(BUCKETS) + 1


@pytest.mark.parametrize(("number", "same"), [(OF_PROXY, True), ("<script>", False), (None, False)])
def test_a_number_goes_from_the_proxy_through_line_answer_and_page(number, same, capsys):
    sent, [line], _ = asked("/layanan", broken, number)
    assert (line["number"] == OF_PROXY[:12]) == same
    assert (b"x-request-id", str(line["number"]).encode()) in sent[0]["headers"]
    assert f"Nomor {line['number']}".encode() in sent[1]["body"]
    assert b"cell's value" not in sent[1]["body"]
    assert f"[{line['number']}]" in capsys.readouterr().err


def test_what_machines_ask_every_few_seconds_is_counted_and_not_written():
    _, lines, tally = asked("/readyz", fine)
    assert (lines, tally.answers) == ([], {"2xx": 1})


@pytest.mark.parametrize(
    ("sha256", "header", "opens"),
    [
        (SHA256, f"Bearer {TOKEN}", True),
        (SHA256, f"bearer {TOKEN} ", True),
        (SHA256, f"Bearer {SHA256}", False),
        (SHA256, f"Basic {TOKEN}", False),
        (SHA256, None, False),
        ("", "Bearer ", False),
    ],
)
def test_only_the_token_opens_the_measures(sha256, header, opens):
    assert MeasuresToken(sha256).opens(header) == opens


@pytest.mark.parametrize(
    ("content", "mode", "key"),
    [
        (SHA256, 0o600, None),
        (SHA256, 0o644, "open_to_others"),
        (TOKEN, 0o600, "measures_token"),
        (None, 0, "unreadable"),
    ],
)
def test_a_token_file_is_private_and_holds_a_fingerprint(tmp_path, monkeypatch, content, mode, key):
    file = tmp_path / "metrics.sha256"
    if content is not None:
        file.write_text(f"{content}\n")
        file.chmod(mode)
    monkeypatch.setenv(measures_token.FILE, str(file))
    if key is None:
        assert measures_token.from_environment().sha256 == SHA256
        return
    with pytest.raises(AccessError) as refusal:
        measures_token.from_environment()
    assert refusal.value.key == key
