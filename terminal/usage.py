"""What typer complains of, in one line in the language of the reader: never the value that was typed."""

import difflib
from enum import Enum
from typing import Any

from text.words import say


def complaint(error: Any, language: str) -> str:
    """Where in the command line, what is wrong, and what may stand there; then where the help is."""
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
        return "not_one_of", {"name": _name(parameter), "choices": " | ".join(str(one.value) for one in annotation)}
    return "not_whole_number" if annotation is int else "unreadable", {"name": _name(parameter)}


def _name(parameter: Any) -> str:
    return str(parameter.opts[-1])
