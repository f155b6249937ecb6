"""A limit on how often an address without sign-in may be asked: from one client, and from all of them together."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

CLIENTS_AT_MOST = 10_000


@dataclass
class RateLimit:
    """At most `per_client` questions of one client and `overall` of all within `seconds`; refused ones do not count."""

    per_client: int
    overall: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _clients: "OrderedDict[str, deque[float]]" = field(default_factory=OrderedDict, init=False)
    _all: "deque[float]" = field(default_factory=deque, init=False)

    def seconds_to_wait(self, client: str) -> float:
        """How long a client must still wait; 0 when it may ask, which is then counted."""
        now = self.clock()
        times = self._clients.setdefault(client, deque())
        self._clients.move_to_end(client)
        if len(self._clients) > CLIENTS_AT_MOST:
            self._clients.popitem(last=False)
        wait = max(self._wait(times, self.per_client, now), self._wait(self._all, self.overall, now))
        if wait <= 0:
            times.append(now)
            self._all.append(now)
        return wait

    def _wait(self, times: "deque[float]", most: int, now: float) -> float:
        while times and times[0] <= now - self.seconds:
            times.popleft()
        return 0.0 if len(times) < most else times[0] + self.seconds - now
