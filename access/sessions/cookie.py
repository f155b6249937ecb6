"""The cookie that holds a session's token."""


def cookie_name(is_secure: bool) -> str:
    """A name that browsers tie to this very host, where they can (TLS)."""
    return "__Host-capaian" if is_secure else "capaian"


def token_in(cookie: str | None, is_secure: bool) -> str | None:
    """The session's token among the cookies."""
    wanted = cookie_name(is_secure)
    for part in (cookie or "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted and value:
            return value
    return None
