"""What a stranger may take of the server: guesses, bytes, conversations, patience."""

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from starlette.datastructures import Headers
from uvicorn.protocols.utils import ClientDisconnected
from websockets.exceptions import InvalidStatus

from access.identity.viewer import Viewer
from access.sessions import throttle
from access.sessions.authentication import Door
from access.web import connections, sign_in, uploads, websockets
from access.web.download_grants import Handed
from access.web.uploads import Uploads
from tests.access import people
from tests.access.conftest import OWN
from tests.access.visitor import Visitor

ROLES = ("analyst", "regent", "auditor", "governor")
ANALYST, REGENT, AUDITOR, GOVERNOR = (Viewer(role, role, None, "id") for role in ROLES)


@pytest.fixture
def root(tmp_path):
    """The folder of an empty home."""
    return tmp_path


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(throttle.time, "time", lambda: now[0])
    return now


def test_a_known_device_is_not_kept_out_by_strangers_and_waits_for_its_own_failures(root, clock):
    device = throttle.device_of(root, "Ani")
    for _ in range(20):
        throttle.failed(root, "ani", "203.0.113.9")
    assert throttle.seconds_to_wait(root, "ani", "198.51.100.1") == 300
    assert throttle.seconds_to_wait(root, "ANI", "203.0.113.9", device) == 0
    assert throttle.device_of(root, "ani", device) == device
    for _ in range(6):
        throttle.failed(root, "ani", "203.0.113.9", device)
    assert throttle.seconds_to_wait(root, "ani", "203.0.113.9", device) == 4
    throttle.succeeded(root, "ani", device)
    assert throttle.seconds_to_wait(root, "ani", "203.0.113.9", device) == 0


def test_a_device_is_known_for_its_own_name_only_and_not_for_ever(root, clock):
    device = throttle.device_of(root, "ani")
    assert throttle.knows_device(root, "ani", device)
    assert not throttle.knows_device(root, "budi", device) and not throttle.knows_device(root, "ani", "")
    clock[0] += throttle.DEVICE_SECONDS + 1
    assert not throttle.knows_device(root, "ani", device)


def test_an_address_that_tries_many_names_waits_shortly_and_others_do_not(root, clock):
    for number in range(throttle.FREE_OF_ADDRESS + 20):
        throttle.failed(root, f"nama-{number}", "203.0.113.9")
    assert throttle.seconds_to_wait(root, "siapa", "203.0.113.9") == throttle.LONGEST_OF_ADDRESS
    assert throttle.seconds_to_wait(root, "siapa", "198.51.100.1") == 0
    clock[0] += throttle.LONGEST_OF_ADDRESS
    assert throttle.seconds_to_wait(root, "siapa", "203.0.113.9") == 0


def test_a_full_queue_is_told_at_once_and_the_right_password_gets_in_from_a_known_device(served):
    name = people.account(served.root, "governor", name="ibu-gubernur")
    known = served.stranger().sign_in(name, people.PASSWORD)
    device = [cookie.split(";")[0] for cookie in known.headers.get_all("set-cookie") if "perangkat" in cookie]
    assert device and known.status == 303

    def guess(number):
        return served.stranger().sign_in(f"penyerbu-{number % 5}", f"tebakan salah {number}").status

    with ThreadPoolExecutor(40) as many:
        guesses = [many.submit(guess, number) for number in range(60)]
        statuses = [Visitor(served.host, device[0]).sign_in(name, people.PASSWORD).status for _ in range(3)]
        answers = [guess.result() for guess in guesses]
    assert statuses == [303] * 3
    assert set(answers) <= {401, 429} and 429 in answers


def test_a_queue_takes_only_so_many_of_one_address():
    async def asked():
        turns, gate = sign_in.Turns(1), asyncio.Event()

        async def one(address):
            async with turns.turn(address) as has_turn:
                if has_turn:
                    await gate.wait()
                return has_turn

        crowd = [asyncio.create_task(one("a")) for _ in range(10)]
        await asyncio.sleep(0)
        others = [asyncio.create_task(one(f"b{number}")) for number in range(15)]
        await asyncio.sleep(0)
        gate.set()
        first, second = await asyncio.gather(*crowd), await asyncio.gather(*others)
        return sum(first), sum(second), await one("a")

    of_one, of_others, afterwards = asyncio.run(asked())
    assert of_one == sign_in.QUEUE_OF_ADDRESS and of_others == sign_in.QUEUE - sign_in.QUEUE_OF_ADDRESS
    assert afterwards


def room(stored=None, offers=True):
    return Uploads(lambda: stored or {}, lambda _: offers)


def sized(size):
    return Headers({"content-length": str(size)})


@pytest.mark.parametrize(
    ("viewer", "size", "stored", "offers", "status"),
    [
        (ANALYST, 40 << 20, {}, False, None),
        (ANALYST, 40 << 20, {"k": 120 << 20}, True, 413),
        (ANALYST, 1, {"x": uploads.OF_PROCESS}, True, 413),
        (REGENT, 1 << 20, {}, True, None),
        (REGENT, 1 << 20, {}, False, 403),
        (REGENT, 45 << 20, {}, True, 413),
        (AUDITOR, 1, {}, True, None),
        (AUDITOR, 1, {}, False, 403),
        (AUDITOR, 11 << 20, {}, True, 413),
        (GOVERNOR, 11 << 20, {}, True, 413),
    ],
)
def test_a_file_is_let_in_by_right_and_by_bytes(viewer, size, stored, offers, status):
    assert room(stored, offers).refusal(viewer, "k", "visit", sized(size)) == status


def test_files_without_a_size_and_those_under_way_are_counted():
    here = room()
    assert here.refusal(ANALYST, "k", "v", Headers({})) == 411
    with here.under_way("k", sized(uploads.OF_SESSION)):
        assert here.refusal(ANALYST, "k", "v", sized(1)) == 413
        assert here.refusal(ANALYST, "other", "v", sized(1)) is None
    assert here.refusal(ANALYST, "k", "v", sized(1)) is None and not here.coming


def test_the_sessions_of_one_account_share_its_room():
    here = room({"k1": 149 << 20, "k2": 149 << 20})
    for key in ("k1", "k2"):
        here.refusal(ANALYST, key, "v", sized(1))
    assert here.refusal(ANALYST, "k3", "v", sized(4 << 20)) == 413
    assert here.refusal(Viewer("budi", "analyst", None, "id"), "k4", "v", sized(4 << 20)) is None


@pytest.mark.parametrize(("role", "region"), [("regent", OWN), ("auditor", None), ("governor", None)])
def test_who_may_not_load_sends_no_file_past_the_gate(served, role, region):
    visitor = served.as_(role, region)
    with visitor.talk() as conversation:
        conversation.run("ringkasan")
        for size in ("10", str(45 << 20)):
            answer = visitor.ask("PUT", f"/_stcore/upload_file/{conversation.id}/1", Content_Length=size)
            assert (answer.status, answer.body) == (403, b"403")


def test_an_analyst_sends_no_more_than_the_room_there_is(served):
    visitor = served.as_("analyst")
    with visitor.talk() as conversation:
        conversation.run("unggah")
        size = str(uploads.OF_SESSION + 1)
        assert visitor.ask("PUT", f"/_stcore/upload_file/{conversation.id}/1", Content_Length=size).status == 413


def test_no_answer_says_which_server_wrote_it(served):
    for path in ("/masuk", "/", "/healthz", "/static/tidak-ada.js"):
        assert served.stranger().ask("GET", path).headers["server"] is None
    with socket.create_connection(tuple(served.host.split(":")), timeout=10) as raw:
        raw.sendall(b"NOT HTTP\r\n\r\n")
        assert b"server:" not in raw.recv(4096).lower()


@pytest.fixture
def server(monkeypatch):
    """A small server with our patience, cut short, on a socket opened as Streamlit opens its own."""
    for name, seconds in (("HEAD_SECONDS", 1), ("BODY_SECONDS", 1), ("LOOK_SECONDS", 0.2)):
        monkeypatch.setattr(connections, name, seconds)
    connections.look_after()

    async def app(scope, receive, send):
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})

    listening = socket.socket(family=socket.AF_INET)
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def impatient(server):
    """The address of that server."""
    return server.servers[0].sockets[0].getsockname()


def test_an_answer_is_sent_without_waiting_for_its_head_to_be_acknowledged(server, impatient):
    with socket.create_connection(impatient, timeout=5) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert raw.recv(1)
        (connection,) = server.server_state.connections
        sending = connection.transport.get_extra_info("socket")
        assert sending.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


HALF = [b"GET / HTTP/1.1\r\nHost: ", b"G", b"", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\nx"]


@pytest.mark.parametrize("start", HALF)
@pytest.mark.parametrize("drips", [True, False])
def test_half_a_request_is_hung_up_on(impatient, start, drips):
    with socket.create_connection(impatient, timeout=0.2) as raw:
        raw.sendall(start)
        for _ in range(100):
            try:
                if drips and start:
                    raw.sendall(b"x")
                if not raw.recv(1024):
                    return
            except TimeoutError:
                continue
            except OSError:
                return
    pytest.fail("the connection is open still")


def test_a_whole_request_and_a_large_body_are_answered(impatient):
    with socket.create_connection(impatient, timeout=5) as raw:
        raw.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n")
        for _ in range(15):
            raw.sendall(b"x" * 20000)
            time.sleep(0.1)
        answer = raw.recv(4096)
        while b"done" not in answer and (more := raw.recv(4096)):
            answer += more
    assert answer.startswith(b"HTTP/1.1 200") and b"server:" not in answer.lower()


def test_an_account_opens_only_so_many_conversations(served, monkeypatch):
    visitor = served.as_("governor")
    opened = []
    try:
        with pytest.raises(InvalidStatus):
            for _ in range(websockets.OPEN_AT_ONCE + 1):
                conversation = visitor.talk()
                conversation.__enter__()
                opened.append(conversation)
    finally:
        for conversation in opened:
            conversation.__exit__()
    assert len(opened) <= websockets.OPEN_AT_ONCE
    with served.as_("auditor").talk() as conversation:
        assert conversation.run("ringkasan")


def test_a_browser_that_drops_its_connection_leaves_no_traceback(served):
    for _ in range(5):
        conversation = served.as_("governor").talk()
        conversation.__enter__()
        conversation._socket.socket.close()
        raw = socket.create_connection(tuple(served.host.split(":")), timeout=5)
        raw.sendall(f"GET /masuk HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode())
        raw.close()
    time.sleep(1)
    assert "Traceback" not in (served.root.parent / "server.log").read_text()


def test_the_door_counts_by_address_and_device(root):
    people.account(root, "governor")
    door = Door(root, tuple)
    assert door.enter("governor", "salah sekali", "id", "203.0.113.9") is None
    device = throttle.device_of(root, "governor")
    assert door.enter("governor", people.PASSWORD, "id", "203.0.113.9", device)


def test_a_browser_that_is_gone_while_it_is_told_something_is_no_fault():
    """A reader leaves the page while its figures are sent: nothing of it is an error, and the conversation is over."""

    async def says(_scope, _receive, send):
        await send({"type": "websocket.send", "bytes": b"figures"})

    async def gone(_message):
        raise ClientDisconnected

    talks = websockets.Conversations(says, None, Handed(), lambda _key, _message: True)
    scope = {"capaian.key": "key", "capaian.viewer": ANALYST, "headers": []}
    asyncio.run(talks.talk(scope, None, gone))
    assert not talks.open_of and not talks.connected
