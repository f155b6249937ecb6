"""Secrets of channels: in the environment, or in a file outside the home that only its owner may read."""

import os
import stat
from pathlib import Path

from data.errors import SetupError, error_text
from data.home import Home


def value(home: Home, where: str) -> str:
    """The secret that lies at `env:NAME` or in a file; SetupError when it is missing, empty or open to others."""
    if where.startswith("env:"):
        name = where.removeprefix("env:")
        secret = os.environ.get(name, "").strip()
        if not secret:
            raise SetupError(error_text("channel.secret_unset", name=name))
        return secret
    path = Path(where)
    if path.resolve().is_relative_to(home.root.resolve()):
        raise SetupError(error_text("channel.secret_in_home", file=path))
    try:
        if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise SetupError(error_text("channel.secret_open", file=path))
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(error_text("channel.secret_unreadable", file=path)) from error
    if not secret:
        raise SetupError(error_text("channel.secret_unreadable", file=path))
    return secret
