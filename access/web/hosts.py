"""By which names the dashboard may be called, and from which pages it may be told to do something."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

SETTING = "CAPAIAN_PUBLIC_URL"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Hosts:
    """The addresses people write, such as `https://capaian.example.go.id`; this machine's own names always hold."""

    public: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every host name that holds."""
        return tuple(sorted(LOOPBACK | {urlsplit(url).hostname or "" for url in self.public}))

    def knows(self, host: str | None) -> bool:
        """Whether a request's Host header is one of ours: anything else is another's page, or DNS rebinding."""
        return _name(host) in self.names

    def is_own(self, origin: str | None, host: str | None) -> bool:
        """Whether an Origin is one of our own pages; none at all is not."""
        if not origin:
            return False
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            return False
        return parts.netloc.lower() == (host or "").lower() or origin.lower() in self.public

    def is_secure(self, scheme: str, host: str | None) -> bool:
        """Whether the visitor came over TLS, here or at the proxy before us."""
        public = {urlsplit(url).hostname for url in self.public if url.startswith("https://")}
        return scheme in ("https", "wss") or _name(host) in public


def from_environment() -> Hosts:
    """What `CAPAIAN_PUBLIC_URL` says: one or more addresses with commas between."""
    given = (url.strip().lower().rstrip("/") for url in os.environ.get(SETTING, "").split(","))
    return Hosts(tuple(url for url in given if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname))


def _name(host: str | None) -> str | None:
    if not host:
        return None
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    strange = parts.username is not None or parts.password is not None or parts.path or parts.query or parts.fragment
    return None if strange or parts.hostname is None else parts.hostname.rstrip(".")
