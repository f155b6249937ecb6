"""When a page fails: one designed box, never a traceback; what was not foreseen gets a number that the log explains."""

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

import streamlit as st

from access.identity.errors import AccessError
from data.errors import CapaianError
from text.words import Language, say


@contextmanager
def shown(language: Language) -> Iterator[None]:
    """Run a page's drawing inside; whatever it raises is shown in words."""
    try:
        yield
    except CapaianError as error:
        _box(language, error.message(language), say("error.remedy", language))
    except Exception as error:  # the last resort: nothing unforeseen may reach the page as it is
        _box(language, say("error.unexpected", language, number=logged(error)))


def logged(error: BaseException) -> str:
    """Write the error to the log (stderr) under a fresh number, and return the number."""
    number = token_hex(4).upper()
    print(f"[{number}]", *traceback.format_exception(error), sep="\n", file=sys.stderr, flush=True)
    return number


def _box(language: Language, *lines: str) -> None:
    st.error("\n\n".join([f"**{say('error.title', language)}**", *map(plain, lines)]), icon=":material/error:")


def sentence(error: CapaianError | AccessError, language: Language) -> str:
    """What a refusal says."""
    if isinstance(error, CapaianError):
        return error.message(language)
    return say(f"access.fault.{error.key}", language, **error.params)


def plain(text: str) -> str:
    """The text with nothing that Markdown would read as a sign."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+-!|$~:" else sign for sign in text)
