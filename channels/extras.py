"""Packages that only some offices need: imported when a channel asks for them."""

from importlib import import_module
from typing import Any

from data.errors import SetupError, error_text


def imported(name: str) -> Any:
    """The package of that name; SetupError says how to install it."""
    try:
        return import_module(name)
    except ImportError as error:
        raise SetupError(error_text("inbox.extra_missing", package=name)) from error
