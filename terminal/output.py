"""How the terminal answers: JSON on one line to stdout, complaints of one line to stderr."""

import json
import os
import sys
from collections.abc import Sequence
from itertools import pairwise

from text.words import Language


def print_json(told: object) -> None:
    """Print what a program will read."""
    print(json.dumps(told, ensure_ascii=False, allow_nan=False))


def complain(line: str) -> None:
    """Print what a person must mend."""
    print(line, file=sys.stderr)


def language_of(arguments: Sequence[str]) -> Language:
    """The language of complaints: that of the output a command was asked for, else the reader's."""
    chosen = [value for option, value in pairwise(arguments) if option == "--language"]
    chosen += [option.removeprefix("--language=") for option in arguments if option.startswith("--language=")]
    return "en" if "en" in chosen else "id" if chosen else language()


def language() -> Language:
    """The reader's language: `CAPAIAN_LANGUAGE`, Indonesian unless it names another that is there."""
    return "en" if os.environ.get("CAPAIAN_LANGUAGE") == "en" else "id"
