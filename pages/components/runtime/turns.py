"""Turns of threads at what only few should do at once."""

import threading


class Turns:
    """A context that so many threads are in at a time.

    A thread that has a turn takes no other inside. Who has waited too long goes on beside those who have one: a turn
    spares memory, and nothing may come to a stand for it.
    """

    def __init__(self, at_once: int, patience_seconds: float) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._patience = patience_seconds
        self._own = threading.local()

    def __enter__(self) -> None:
        depth: int = getattr(self._own, "depth", 0)
        if depth == 0:
            self._own.has = self._free.acquire(timeout=self._patience)
        self._own.depth = depth + 1

    def __exit__(self, *_error: object) -> None:
        self._own.depth -= 1
        if self._own.depth == 0 and self._own.has:
            self._free.release()
