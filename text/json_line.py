"""JSON as programs get it, from the terminal and from the API: one line, and no sign in it that steers a terminal."""

import json

from text.one_line import STEERING


def written(value: object) -> str:
    """The value on one line with its end; control signs inside texts are escaped, numbers are unrounded."""
    encoded = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", encoded) + "\n"
