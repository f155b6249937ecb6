"""Commands of the targets: check a version of targets.yaml, and set it."""

from pathlib import Path
from typing import Annotated

import typer

from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from metrics.cells import build
from metrics.change_control.target_revision import Weighed, establish, weigh
from reports.terminal import target_lines
from reports.terminal.target_lines import Names
from terminal import output
from terminal.options import AsJson, By, home_of
from text.words import say

commands = typer.Typer()
targets = typer.Typer(no_args_is_help=True)
commands.add_typer(targets, name="targets")

File = Annotated[Path, typer.Argument(show_default=False)]


@targets.command()
def check(context: typer.Context, file: File, as_json: AsJson = False) -> None:
    """Check a new version: faults by line, targets that change, and judgements that change with them."""
    here = home_of(context)
    _tell(here, file, weigh(here, _content(file)), as_json)
    if not as_json:
        print(say("target.check_fine", file=file.name))


@targets.command(name="set")
def set_(context: typer.Context, file: File, by: By = "terminal", as_json: AsJson = False) -> None:
    """Set a new version; the ledger keeps who, when and what has changed."""
    here, content = home_of(context), _content(file)
    found = weigh(here, content)
    if found.faults:
        _tell(here, file, found, as_json)
    entry = establish(here, content, by)
    build.catch_up(here)
    _tell(here, file, found, as_json, entry.seq)
    if not as_json:
        print(say("target.done", seq=entry.seq))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SetupError(error_text("not_opened", file=file)) from error


def _tell(here: Home, file: Path, found: Weighed, as_json: bool, seq: int | None = None) -> None:
    """Print what was found; with faults RefusedError follows."""
    if as_json:
        output.print_json(_as_dict(found, seq))
    else:
        names = Names.of(here)
        for line in found.faults:
            print(line)
        for change in found.changes:
            print(target_lines.line(change, names))
        for status in found.statuses:
            print(target_lines.status_line(status, names))
    if found.faults:
        first = found.faults[0].args[0]
        raise RefusedError(error_text("target.check_wrong", file=file.name, count=len(found.faults), first=first))


def _as_dict(found: Weighed, seq: int | None) -> dict[str, object]:
    statuses = [
        {"indicator": one.after.indicator, "period": one.after.period, "by": one.by, "member": one.after.member}
        | {"before": one.before.status, "after": one.after.status}
        for one in found.statuses
    ]
    changes = [change.as_dict() for change in found.changes]
    return {
        "seq": seq,
        "faults": [str(fault) for fault in found.faults],
        "changes": changes,
        "period": found.period,
        "statuses": statuses,
    }
