"""Files on their way in: who may send one now, and how many bytes of them the server keeps in its memory at once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.datastructures import Headers

from access.identity.viewer import Viewer

MEBIBYTE = 1 << 20
OF_SESSION, OF_ACCOUNT, OF_PROCESS = 150 * MEBIBYTE, 300 * MEBIBYTE, 600 * MEBIBYTE
"""Bytes of files that may be kept or under way at once; a single file is bound by `server.maxUploadSize`."""
OF_EVIDENCE = 10 * MEBIBYTE
"""The same of a session that may send evidence of a follow-up, or a document to verify, and nothing else."""
WITH_LARGE_FILES = ("load", "set_targets")
RIGHTS = (*WITH_LARGE_FILES, "follow_up", "reproduce")
"""Acts that a file belongs to."""
WRITING = frozenset({"PUT", "POST"})


@dataclass
class Uploads:
    """Those of one process.

    `stored`: bytes kept, by the key of a session of ours. `offers_field`: whether the page that a visit (a session of
    Streamlit's) shows has a field for files.
    """

    stored: Callable[[], Mapping[str, int]]
    offers_field: Callable[[str], bool]
    coming: Counter[str] = field(default_factory=Counter)
    account_of: dict[str, str] = field(default_factory=dict)

    def refusal(self, viewer: Viewer, key: str, visit: str, headers: Headers) -> int | None:
        """The status by which a file is refused before any byte of it is read; None when it may come."""
        if not any(viewer.may(right) for right in RIGHTS):
            return 403
        has_large = any(viewer.may(right) for right in WITH_LARGE_FILES)
        if not has_large and not self.offers_field(visit):
            return 403
        size = headers.get("content-length", "")
        if not size.isdecimal():
            return 411
        self.account_of[key] = viewer.name or key
        at_most = OF_SESSION if has_large else OF_EVIDENCE
        kept = Counter(self.stored()) + self.coming
        of_account = sum(count for other, count in kept.items() if self.account_of.get(other) == self.account_of[key])
        rooms = ((kept[key], at_most), (of_account, OF_ACCOUNT), (kept.total(), OF_PROCESS))
        return 413 if any(count + int(size) > most for count, most in rooms) else None

    @contextmanager
    def under_way(self, key: str, headers: Headers) -> Iterator[None]:
        """Count a file while it comes in; from then on it is among the stored."""
        size = int(headers.get("content-length", "0"))
        self.coming[key] += size
        try:
            yield
        finally:
            self.coming[key] -= size
            if self.coming[key] <= 0:
                del self.coming[key]

    def forget(self, key: str) -> None:
        """The session is over."""
        self.account_of.pop(key, None)
