"""The words on screen and paper, looked up by dotted key in the language files beside this module."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal

import yaml

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
_HERE = Path(__file__).resolve().parent


def say(key: str, language: str = "id", /, **params: object) -> str:
    """The text of `key` with its `{placeholders}` filled in.

    A placeholder with two words, `{count} {count:case|cases}`, is the first beside 1 and the second beside all else. An
    unknown key or language, or a placeholder left unfilled, is our own mistake: KeyError.
    """
    text = texts(language)[key]
    if not params:
        return text
    return _AGREEING.vformat(text, (), params) if "|" in text else text.format_map(params)


class _Agreeing(Formatter):
    """Words that agree in number with the figure of their placeholder."""

    def format_field(self, value: object, format_spec: str) -> str:
        single, by, plural = format_spec.partition("|")
        if not by:
            return str(super().format_field(value, format_spec))
        return single if str(value).lstrip("+−-") == "1" else plural


_AGREEING = _Agreeing()


def say_of(level: str, key: str, language: str = "id", /, **params: object) -> str:
    """As `say`, of a home or place of a level ("nation", "city"): by `<key>_<level>`, where the words differ there."""
    of_level = f"{key}_{level}"
    return say(of_level if known(of_level, language) else key, language, **params)


def known(key: str, language: str = "id", /) -> bool:
    """Whether `key` has a text; for words that come from data (an obstacle's owner, a reason)."""
    return key in texts(language)


@lru_cache(maxsize=len(LANGUAGES))
def texts(language: str) -> MappingProxyType[str, str]:
    """Every text of one language by dotted key, from `<language>.yaml` and every `*.<language>.yaml`."""
    if language not in LANGUAGES:
        raise KeyError(language)
    merged: dict[str, str] = {}
    for path in [_HERE / f"{language}.yaml", *sorted(_HERE.glob(f"*.{language}.yaml"))]:
        for key, text in _flat(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or {}):
            assert key not in merged, f"{path.name}: {key} is given twice"
            merged[key] = text
    return MappingProxyType(merged)


def _flat(node: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in node.items():
        key = f"{above}.{name}" if above else str(name)
        if isinstance(value, dict):
            yield from _flat(value, key)
        else:
            assert isinstance(value, str), f"{key}: a text must be quoted ({value!r})"
            yield key, value
