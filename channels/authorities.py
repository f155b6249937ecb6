"""Which authorities a channel trusts to vouch for a server."""

import ssl

from data.errors import SetupError, error_text
from data.home import Home


def trusted(home: Home, certificate: str | None) -> ssl.SSLContext:
    """Those of the system, or the one whose certificate the office names by a file in the home."""
    try:
        return ssl.create_default_context(cafile=str(home.root / certificate) if certificate else None)
    except (OSError, ssl.SSLError) as error:
        raise SetupError(error_text("inbox.certificate", file=certificate)) from error
