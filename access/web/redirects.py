"""Where to go after signing in: an address of this dashboard, and never anybody else's."""

import re
from urllib.parse import urlsplit

HOME = "/"
LONGEST = 2000
ELSEWHERE = ("/masuk", "/keluar", "/_stcore", "/media", "/static", "/component", "/metrics", "/api")


def checked(asked: str | None) -> str:
    """The asked address when it is one of ours (path and query, no more), else `/`."""
    wanted = asked or HOME
    if len(wanted) > LONGEST or re.search(r"[\x00-\x20\x7f\\]", wanted) or not re.match(r"/(?!/)", wanted):
        return HOME
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or parts.path.startswith(ELSEWHERE) or not wanted.isascii():
        return HOME
    return wanted
