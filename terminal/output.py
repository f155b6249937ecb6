"""How the terminal answers: JSON on one line to stdout, complaints of one line to stderr."""

import json
import sys


def print_json(told: object) -> None:
    """Print what a program will read."""
    print(json.dumps(told, ensure_ascii=False, allow_nan=False))


def complain(line: str) -> None:
    """Print what a person must mend."""
    print(line, file=sys.stderr)
