"""Tries at a secret by who has come in, or has half come in: counted by account, and slower with each wrong one."""

import math
from pathlib import Path

from access.identity.errors import AccessError
from access.sessions import throttle


def begin(root: Path, name: str) -> None:
    """Count a try; AccessError while it must wait.

    It is counted before it is looked at, so that many tabs at once have no more tries than one after another.
    """
    seconds = throttle.seconds_to_wait(root, _counted_as(name))
    if seconds > 0:
        raise AccessError("wait", seconds=math.ceil(seconds))
    throttle.failed(root, _counted_as(name))


def end(root: Path, name: str) -> None:
    """The secret was right: the tries before are forgotten."""
    throttle.succeeded(root, _counted_as(name))


def _counted_as(name: str) -> str:
    """No account has a colon in its name."""
    return f"secret:{name}"
