"""The office's own settings (`home.yaml`) written by an act: validated as a whole, then in one step in its place."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from data.home import Home
from data.ledger import storage
from data.settings import yaml_reader
from data.settings.home_config import FILE, Settings
from data.settings.yaml_models import parse
from reports.lifecycle import letterhead

LOGO = "letterhead-logo"


def establish(home: Home, changes: Mapping[str, Any], logo: bytes | None = None) -> Settings:
    """Put these parts of the settings in force, a dotted name reaching inside; an empty value takes a part away.

    `logo` is a new picture for the letterhead. What the file says beside stays, but for its remarks. SetupError when
    the whole does not fit; then nothing has changed.
    """
    with storage.lock(home), storage.side_folder(home) as side:
        path = home.own(FILE)
        content = _copy(yaml_reader.load(path)) if path is not None else {}
        named = {**changes}
        if logo is not None:
            named["letterhead.logo"] = f"{LOGO}.{letterhead.form_of(Path(LOGO), logo)}"
            _write(side / named["letterhead.logo"], logo)
        for name, value in named.items():
            _put(content, name.split("."), value)
        _write(side / FILE, yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode())
        settings = parse(side / FILE, Settings)
        if logo is not None:
            storage.move(side / named["letterhead.logo"], home.root / named["letterhead.logo"])
        storage.move(side / FILE, home.root / FILE)
    return settings


def _copy(content: Any) -> dict[str, Any]:
    """The content of a file as a mapping of our own."""
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in (content or {}).items()}


def _put(content: dict[str, Any], names: list[str], value: Any) -> None:
    """Set a part, or take it away when there is nothing in it; a part left without content goes too."""
    first, *rest = names
    if rest:
        inner = content.setdefault(first, {})
        _put(inner, rest, value)
        value = inner
    if value:
        content[first] = value
    else:
        content.pop(first, None)


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
