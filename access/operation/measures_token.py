"""The token by which a machine that watches the server reads `/metrics`; only its SHA-256 is kept here.

`CAPAIAN_METRICS_TOKEN_FILE` names a file that holds the 64 digits and that nobody else may read (mode 0600);
`CAPAIAN_METRICS_TOKEN_SHA256` gives them directly.
"""

import hashlib
import hmac
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from access.identity.errors import AccessError

FILE, DIGITS = "CAPAIAN_METRICS_TOKEN_FILE", "CAPAIAN_METRICS_TOKEN_SHA256"
BEARER = "bearer "


@dataclass(frozen=True)
class MeasuresToken:
    """The hash of the token; an empty one is opened by nothing."""

    sha256: str = ""

    def opens(self, authorization: str | None) -> bool:
        """Whether an Authorization header carries the token."""
        if not self.sha256 or authorization is None or not authorization.lower().startswith(BEARER):
            return False
        token = authorization[len(BEARER) :].strip().encode("utf-8", "replace")
        return hmac.compare_digest(hashlib.sha256(token).hexdigest(), self.sha256)


def from_environment() -> MeasuresToken:
    """The token's hash where one is set; AccessError when it cannot be read, is open to others, or is no hash."""
    path = os.environ.get(FILE, "")
    digits = _private_text(Path(path)) if path else os.environ.get(DIGITS, "")
    digits = digits.strip().lower()
    if digits and not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise AccessError("measures_token", file=path or DIGITS)
    return MeasuresToken(digits)


def _private_text(path: Path) -> str:
    try:
        with path.open(encoding="ascii", errors="replace") as stream:
            mode = stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
            if os.name != "nt" and mode & 0o077:
                raise AccessError("open_to_others", file=path, mode=f"{mode:o}")
            return stream.read(1000)
    except OSError as error:
        raise AccessError("unreadable", file=path) from error
