"""How the terminal answers: JSON on one line to stdout, complaints of one line to stderr."""

import json
import logging
import os
import sys
from collections.abc import Sequence
from itertools import pairwise

from data.errors import ErrorText
from text.words import Language


def print_json(told: object) -> None:
    """Print what a program will read."""
    print(json.dumps(told, ensure_ascii=False, allow_nan=False))


def complain(line: str) -> None:
    """Print what a person must mend."""
    print(line, file=sys.stderr)


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
