"""docs/cli.md: every command as the terminal itself declares it, below the words that people write.

`python -m tests.cli.document` (or `make docs`) writes the part below the mark anew; `test_document.py` compares.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import cli

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
MARK = "<!-- Di bawah ini ditulis oleh `make docs` dari perintahnya sendiri; jangan disunting. -->\n"
WRITTEN_ANEW = "docs/cli.md is out of date: make docs"


def commands() -> list[tuple[str, Any, Any]]:
    """Name (`user add`), command and context of every command and group, in the order of `--help`; in Indonesian."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CAPAIAN_LANGUAGE", raising=False)
        return walked()


def walked() -> list[tuple[str, Any, Any]]:
    """The same in the language of the reader; the next walk words the same commands anew."""
    root = typer.main.get_command(cli.app)
    return list(_below("", root, root.make_context("cli.py", [], resilient_parsing=True)))


def _below(name: str, command: Any, context: Any) -> Iterator[tuple[str, Any, Any]]:
    if name:
        yield name, command, context
    for word in command.list_commands(context) if is_group(command) else ():
        child = command.get_command(context, word)
        inner = child.make_context(word, [], parent=context, resilient_parsing=True)
        yield from _below(f"{name} {word}".strip(), child, inner)


def is_group(command: Any) -> bool:
    return hasattr(command, "list_commands")


def section(name: str, command: Any, context: Any) -> str:
    """What a command does, how it is typed, and its arguments and options as a list."""
    parts = [f"{'###' if ' ' in name else '##'} {name}", " ".join(command.help.split())]
    if not is_group(command):
        typed = [placed(parameter, context) for parameter in command.params if parameter.name != "help"]
        parts += [f"```\ncli.py {' '.join([name, *typed])}\n```"]
        parts += ["\n".join(line(parameter, context) for parameter in command.params if parameter.name != "help")]
    return "\n\n".join(part for part in parts if part)


def placed(parameter: Any, context: Any) -> str:
    """A parameter as it stands in the line of usage: `FILES…`, `--kind KIND`, `[--dry-run]`."""
    words = parameter.metavar or parameter.name.upper()
    if choices := re.search(r"<(\S+\|\S+)>", parameter.get_help_record(context)[0]):
        words = choices[1]
    if parameter.param_type_name == "option":
        words = parameter.opts[0] if parameter.is_flag else f"{parameter.opts[0]} {words}"
    shown = words if parameter.required else f"[{words}]"
    return f"{shown}…" if parameter.nargs == -1 or getattr(parameter, "multiple", False) else shown


def line(parameter: Any, context: Any) -> str:
    """A parameter in the list: its name, its help, and what stands where it is not written."""
    option = parameter.param_type_name == "option"
    names = ", ".join((*parameter.opts, *parameter.secondary_opts)) if option else parameter.name.upper()
    standard = re.search(r"\[default: ([^;\]]*)", parameter.get_help_record(context)[1] or "")
    remark = " Wajib." if parameter.required and option else f" Bawaan: `{standard[1]}`." if standard else ""
    return f"- `{names}`: {(parameter.help or '').rstrip('.')}.{remark}"


def render(written: str) -> str:
    """The document with the part below the mark made anew."""
    head, mark, _ = written.partition(MARK)
    assert mark, f"{DOCUMENT.name} has lost its mark"
    return f"{head}{MARK}\n" + "\n\n".join(section(*found) for found in commands()) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(render(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
