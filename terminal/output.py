"""How the terminal answers: JSON on one line to stdout, complaints of one line to stderr."""

import io
import logging
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TextIO

from data.errors import ErrorText
from text import json_line
from text.one_line import one_line, plain
from text.words import Language


class Plain(io.TextIOBase):
    """A stream of text that passes on letters, blanks and ends of lines, and no sign that steers a terminal.

    Names and texts come from files and people: an escape sequence among them would colour, move or title the screen of
    whoever looks, a sign of direction would turn a name about.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(plain(text))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    @property
    def buffer(self) -> Any:
        """The bytes behind, for who writes bytes."""
        return self._stream.buffer

    @property
    def encoding(self) -> str:  # type: ignore[override]  # of the stream behind
        """The encoding of the stream behind."""
        return self._stream.encoding


def print_json(told: object) -> None:
    """Print what a program will read."""
    print(json_line.written(told), end="")


def complain(line: str) -> None:
    """Print what a person must mend."""
    print(one_line(line), file=sys.stderr)


class LogComplaints(logging.Handler):
    """What a log would hold, as complaints in the language of the command."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line."""
        said = record.msg
        complain(said.message(self._language) if isinstance(said, ErrorText) else record.getMessage())


def language_of(arguments: Sequence[str]) -> Language:
    """The language of complaints: that of the output a command was asked for, else the reader's."""
    chosen = [value for option, value in pairwise(arguments) if option == "--language"]
    chosen += [option.removeprefix("--language=") for option in arguments if option.startswith("--language=")]
    return "en" if "en" in chosen else "id" if chosen else language()


def language() -> Language:
    """The reader's language: `CAPAIAN_LANGUAGE`, Indonesian unless it names another that is there."""
    return "en" if os.environ.get("CAPAIAN_LANGUAGE") == "en" else "id"
