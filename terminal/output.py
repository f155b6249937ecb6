"""How the terminal answers: JSON on one line to stdout, complaints of one line to stderr."""

import difflib
import io
import logging
import os
import sys
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import Any, TextIO

from data.errors import ErrorText
from text import json_line
from text.one_line import one_line, plain
from text.words import Language, say


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


def complaint(error: Any, language: str) -> str:
    """What typer complains of, in one line: where in the command line, what is wrong, what may stand there.

    The value that was typed is not repeated.
    """
    key, facts = _finding(error)
    return f"{say(f'usage.{key}', language, **facts)} {say('command.see', language)}"


def _finding(error: Any) -> tuple[str, dict[str, str]]:
    """The key of a finding and its facts; typer's classes are known by name, as it hides their module."""
    match type(error).__name__:
        case "NoSuchOption":
            return _with_near("no_option", error.option_name, error.possibilities or ())
        case "BadOptionUsage":
            needs = "requires" in error.message
            return "needs_value" if needs else "takes_no_value", {"name": error.option_name}
        case "MissingParameter":
            return "missing", {"name": _name(error.param)}
        case "BadParameter":
            return _bad_value(error.param)
    names = getattr(error.ctx.command, "commands", None) if error.ctx else None
    if names is None:
        return "too_many_words", {}
    word = error.message.split("'")[1] if "'" in error.message else ""
    return _with_near("no_command", word, difflib.get_close_matches(word, list(names), 3))


def _with_near(key: str, name: str, near: Any) -> tuple[str, dict[str, str]]:
    if not near:
        return key, {"name": name}
    return f"{key}_near", {"name": name, "near": ", ".join(near)}


def _bad_value(parameter: Any) -> tuple[str, dict[str, str]]:
    annotation = getattr(getattr(parameter, "_runtime_param", None), "annotation", None)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        choices = " | ".join(str(choice.value) for choice in annotation)
        return "not_one_of", {"name": _name(parameter), "choices": choices}
    return "not_whole_number" if annotation is int else "unreadable", {"name": _name(parameter)}


def _name(parameter: Any) -> str:
    return str(parameter.opts[-1])
