"""The commands of the terminal and the module of each, which is imported only when one of its commands is called."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from terminal.output import language
from text.words import known, say

MODULES: dict[str, tuple[str, ...]] = {
    "uploads": ("load", "inbox", "profiles", "undo", "demo"),
    "score": ("score", "indicators", "regions", "coverage", "freshness"),
    "obstacles": ("obstacles",),
    "follow_ups": ("follow-up",),
    "annotations_and_declarations": (
        "annotate",
        "withdraw-annotation",
        "declare",
        "close-obstacle",
        "confirm-coverage",
        "digest",
    ),
    "targets": ("targets", "deviation"),
    "calendars": ("calendar",),
    "sign_off": ("sign-off",),
    "locks": ("lock", "unlock", "locks", "restatements"),
    "ledger": ("log", "verify", "rebuild", "cells"),
    "proof": ("checkpoint", "key", "time-stamp", "witness"),
    "documents": ("report", "reproduce", "publish", "send", "export-cells"),
    "accounts": ("user", "token"),
    "operation": ("serve", "backup", "restore", "doctor", "home"),
}
"""Module of `terminal/` → its commands, in the order of the help; a command's line of help is `command.<name>`."""


class Lazy(Mapping[str, Any]):
    """Every command by its name; looking one up imports its module, listing the names imports nothing."""

    def __getitem__(self, name: str) -> Any:
        return worded(module_commands(_MODULE_OF[name])[name], name, f"command.{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULE_OF)

    def __len__(self) -> int:
        return len(_MODULE_OF)


_MODULE_OF = {name: module for module, names in MODULES.items() for name in names}


@cache
def module_commands(module: str) -> dict[str, Any]:
    """The commands that a module of `terminal/` defines, by name."""
    return dict(typer.main.get_group(import_module(f"terminal.{module}").commands).commands)


def worded(command: Any, name: str, key: str) -> Any:
    """The command with its line of help, and those of its commands and options, in the language of the reader.

    They stand in `text/options.*.yaml`: `subcommand.<name>.<word>`, and `option.<name>.<option>` (`option.all.<option>`
    where many commands share it); `name` is "user", or "user-add" for a command of a group. A test holds that none
    lacks; should one, the command still runs.
    """
    command.help = _first_of((key,), command.help)
    for word, child in getattr(command, "commands", {}).items():
        worded(child, f"{name}-{word}", f"subcommand.{name}.{word}")
    for parameter in command.params:
        if parameter.name != "help":
            keys = (f"option.{name}.{parameter.name}", f"option.all.{parameter.name}")
            parameter.help = _first_of(keys, parameter.help)
    return command


def _first_of(keys: tuple[str, ...], otherwise: str | None) -> str | None:
    return next((say(key, language()) for key in keys if known(key)), otherwise)


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings | {"commands": Lazy(), "help": say("command.terminal", language())})

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write name and line of help of every command, without importing any."""
        with formatter.section(say("command.list", language())):
            formatter.write_dl([(name, say(f"command.{name}", language())) for name in self.commands])
