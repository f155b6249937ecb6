"""The letterhead that a home gives its documents (`home.yaml`): lines, address, logo, place, and who signs.

A document carries it, so that the same pages can be drawn again after the office has changed its letterhead.
"""

import base64
from pathlib import Path
from typing import Any

from data.errors import SetupError, error_text
from data.home import Home
from data.settings.home_config import Letterhead, settings
from reports.content.options import Options

LOGO_BYTES = 100_000
SIGNS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "svg": b"<"}
"""Form of a picture → how its file begins."""
WITH_LETTERHEAD = ("pdf", "docx")
"""Formats that are sent as letters; a workbook or package is an annex."""


def of(home: Home, options: Options) -> dict[str, Any] | None:
    """What the office has given, empty where it has given nothing; None in a format that bears no letterhead.

    SetupError when the logo is absent, too large or no picture.
    """
    if options.format not in WITH_LETTERHEAD:
        return None
    letterhead = settings(home).letterhead
    if letterhead is None:
        return {}
    parts = letterhead.model_dump(exclude_none=True)
    return {**parts, "logo": _logo(home, letterhead)} if letterhead.logo else parts


def _logo(home: Home, letterhead: Letterhead) -> dict[str, str]:
    path = home.root / str(letterhead.logo)
    try:
        picture = path.read_bytes()
    except OSError as error:
        raise SetupError(error_text("letterhead_logo", file=path, finding=error.strerror or error)) from error
    return {"form": form_of(path, picture), "base64": base64.b64encode(picture).decode("ascii")}


def form_of(path: Path, picture: bytes) -> str:
    """The form of a logo; SetupError when it is too large or no picture."""
    if len(picture) > LOGO_BYTES:
        raise SetupError(error_text("letterhead_logo", file=path, finding=f"{len(picture)} B > {LOGO_BYTES} B"))
    form = next((form for form, sign in SIGNS.items() if picture.lstrip().startswith(sign)), None)
    if form is None:
        raise SetupError(error_text("letterhead_logo", file=path, finding="≠ PNG, JPEG, SVG"))
    return form
