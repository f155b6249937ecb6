"""One question asked of a home by somebody: the workspace is opened for it and closed again."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from access.identity.scope import EVERYTHING, Scope
from data.home import Home
from metrics.scorecard.workspace import Workspace

Answer = TypeVar("Answer")


def ask(
    home: Home,
    question: Callable[..., Answer],
    *rest: object,
    scope: Scope = EVERYTHING,
    today: date | None = None,
    **named: object,
) -> Answer:
    """`question(workspace, *rest, **named)`."""
    with Workspace(home, scope, today=today) as workspace:
        return question(workspace, *rest, **named)
