"""One run of the script: the home it shows, handed in by the door (`app.main`) and asked of nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from data.home import Home
from data.settings.places import today_of

_HOME: ContextVar[Home] = ContextVar("home")


def home() -> Home:
    """The home that is shown; LookupError outside a run (a button's callback is outside: hand the home to it)."""
    return _HOME.get()


def today() -> date:
    """The day that it is by the clock of the home."""
    return today_of(home())


@contextmanager
def showing(home: Home) -> Iterator[None]:
    """Everything drawn or asked inside, in this thread, is of that home."""
    before = _HOME.set(home)
    try:
        yield
    finally:
        _HOME.reset(before)
