"""A stranger's tools: plain HTTP, and the conversation by which a browser drives Streamlit."""

import http.client
import itertools
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests import patience

SECONDS = patience.SECONDS


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def onward(self) -> str | None:
        """Where it sends the visitor, as path and query."""
        there = self.headers.get("location")
        parts = urlsplit(there) if there else None
        return None if parts is None else parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def cookie(self) -> str | None:
        """`name=value` of the cookie it sets."""
        given = self.headers.get("set-cookie")
        return given.split(";")[0] if given else None


@dataclass
class Visitor:
    """Somebody with a browser or a program, at a server's address (`host:port`), perhaps with a session's cookie."""

    host: str
    cookie: str | None = None
    tls: ssl.SSLContext | None = None
    """Where the server is spoken to over TLS."""

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str | None) -> Answer:
        """One request; `Host="x"` replaces a header, `Host=None` leaves it out (underscores become hyphens)."""
        told: dict[str, str | None] = {"Host": self.host, "Cookie": self.cookie}
        if method not in ("GET", "HEAD"):
            told["Origin"] = f"http{'s' if self.tls else ''}://{self.host}"
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = (
            http.client.HTTPSConnection(self.host, timeout=SECONDS, context=self.tls)
            if self.tls
            else http.client.HTTPConnection(self.host, timeout=SECONDS)
        )
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in told.items():
                if value is not None:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def send(self, path: str, fields: dict[str, str], **headers: str | None) -> Answer:
        """Send a form."""
        given = {"Content_Type": "application/x-www-form-urlencoded", **headers}
        return self.ask("POST", path, urlencode(fields).encode(), **given)

    def sign_in(self, name: str, password: str, onward: str = "/") -> Answer:
        """Sign in by the form, and keep the cookie."""
        answer = self.send("/masuk", {"nama": name, "sandi": password, "lanjut": onward})
        self.cookie = answer.cookie or self.cookie
        return answer

    def talk(self, **headers: str | None) -> "Conversation":
        """Open the websocket; `resume` is the id of a conversation to go on with."""
        return Conversation(self, headers)


@dataclass
class Conversation:
    """A websocket to Streamlit, as a browser holds it."""

    visitor: Visitor
    headers: dict[str, str | None]
    id: str = ""
    seen: list[ForwardMsg] = field(default_factory=list)

    def __enter__(self) -> "Conversation":
        resume = self.headers.pop("resume", None)
        safe = "s" if self.visitor.tls else ""
        told = {"Origin": f"http{safe}://{self.visitor.host}", "Cookie": self.visitor.cookie, **self.headers}
        origin = told.pop("Origin")
        self._opened = connect(
            f"ws{safe}://{self.visitor.host}/_stcore/stream",
            origin=origin,  # type: ignore[arg-type]
            subprotocols=["streamlit", *(("xsrf", resume) if resume else ())],  # type: ignore[list-item]
            additional_headers={name.replace("_", "-"): value for name, value in told.items() if value is not None},
            max_size=None,
            open_timeout=SECONDS,
            proxy=None,
            ssl=self.visitor.tls,
        )
        self._socket = self._opened.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.__exit__(None, None, None)

    def run(self, page: str = "", query: str = "", page_hash: str = "") -> str:
        """Run the script for a page (by its address, or by its hash); returns all that was sent, as text."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        asked.rerun_script.page_script_hash = page_hash
        return self.say(asked, "script_finished")

    def say(self, asked: BackMsg, until: str) -> str:
        """Send a message and listen until one of that kind comes."""
        self._socket.send(asked.SerializeToString())
        self.seen = []
        for _ in itertools.count():
            told = ForwardMsg()
            told.ParseFromString(self._socket.recv(timeout=SECONDS))  # type: ignore[arg-type]
            self.seen.append(told)
            if told.WhichOneof("type") == "new_session":
                self.id = told.new_session.initialize.session_id
            if told.WhichOneof("type") == until:
                return "\n".join(map(str, self.seen))
        raise AssertionError

    def pages(self) -> dict[str, tuple[str, bool]]:
        """Address of every page in the menu of the last run → its hash, and whether the menu hides it."""
        menu = next(told.navigation for told in self.seen if told.WhichOneof("type") == "navigation")
        return {page.url_pathname: (page.page_script_hash, page.is_hidden) for page in menu.app_pages}

    def fetch_deferred(self, file: str) -> str | None:
        """Have a download made that is made on demand; its address, None when it is refused."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = "1"
        asked.backend_operation_request.session_id = self.id
        asked.backend_operation_request.deferred_file.file_id = file
        try:
            self.say(asked, "backend_operation_response")
        except ConnectionClosed:
            return None
        return self.seen[-1].backend_operation_response.deferred_file.url or None

    @property
    def cookies(self) -> dict[str, str]:
        """Name → value of the cookies that the handshake set."""
        given = self._socket.response.headers.get_all("set-cookie") if self._socket.response else ()
        return dict(cookie.split(";")[0].split("=", 1) for cookie in given)

    def is_shut(self) -> bool:
        """Whether the server ends the conversation now."""
        try:
            while True:
                self._socket.recv(timeout=5)
        except ConnectionClosed:
            return True
        except TimeoutError:
            return False
