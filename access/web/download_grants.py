"""Which downloads a session was told the address of by this server: those and no others it may fetch.

Streamlit itself serves a download to anybody who knows its address, also after the session is over.
"""

import re
from collections import OrderedDict

MEDIA = "/media/"
_ADDRESS = re.compile(rb"/media/([0-9A-Za-z_-]+)")
FILES_A_SESSION, SESSIONS = 2_000, 5_000
"""As many as are remembered; the oldest are forgotten first."""


class Handed:
    """The memory of one process (a visitor's requests and conversation reach the same one)."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def note(self, key: str, message: bytes | None) -> None:
        """Look through a message to a session for addresses."""
        if message is None or MEDIA.encode() not in message:
            return
        files = self._files.setdefault(key, OrderedDict())
        for match in _ADDRESS.findall(message):
            files[match.decode()] = None
            files.move_to_end(match.decode())
        while len(files) > FILES_A_SESSION:
            files.popitem(last=False)
        while len(self._files) > SESSIONS:
            self._files.popitem(last=False)

    def holds(self, key: str, path: str) -> bool:
        """Whether the session was told this address."""
        match = _ADDRESS.fullmatch(path.encode("utf-8", "replace").partition(b".")[0])
        return match is not None and match[1].decode() in self._files.get(key, ())

    def forget(self, key: str) -> None:
        """The session is over."""
        self._files.pop(key, None)
