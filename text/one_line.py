"""Names and texts of others where they are shown as they are: without signs that steer a terminal, on one line."""

import re

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control signs of C0 and C1 but for tab and end of line, and those that turn the direction of writing."""


def plain(text: str) -> str:
    """The text without signs that steer a terminal; tabs and ends of lines stay."""
    return text if text.isprintable() else STEERING.sub("", text)


def one_line(text: str) -> str:
    """A name or a text on one line, so that nothing in it looks like a line of ours."""
    return plain(" ".join(text.split()))
