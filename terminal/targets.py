"""Commands of the targets: check a version of targets.yaml, and set it; accept a deviation from one for a time."""

from pathlib import Path
from typing import Annotated

import typer

from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import acts, entries
from data.settings.places import today_of
from metrics.acts import deviations
from metrics.acts.deviations import Deviation
from metrics.change_control.target_revision import Weighed, establish, weigh
from reports.terminal import target_lines
from reports.terminal.target_lines import Names
from terminal import output
from terminal.options import TERMINAL, As, AsJson, By, acting, caught_up, home_of
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
    caught_up(here)
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


deviation = typer.Typer(no_args_is_help=True)
commands.add_typer(deviation, name="deviation")


@deviation.command()
def accept(
    context: typer.Context,
    indicator: Annotated[str, typer.Option(show_default=False)],
    since: Annotated[str, typer.Option(show_default=False)],
    until: Annotated[str, typer.Option(show_default=False)],
    reason: Annotated[str, typer.Option(show_default=False)],
    document: Annotated[str, typer.Option(show_default=False)],
    region: str | None = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Accept a deviation for a time: it is still shown as missed, and lapses by itself."""
    name = acting("accept_deviation", who, by)
    draft = Deviation(indicator, region, since, acts.day("until", until), reason, document)
    made = deviations.accept(home_of(context), who.scope, name, draft)
    print(say("deviation.accepted", output.language(), seq=made.seq, until=made.until.isoformat()))


@deviation.command()
def withdraw(
    context: typer.Context,
    seq: int,
    reason: Annotated[str, typer.Option(show_default=False)],
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Withdraw an acceptance before its end date."""
    deviations.withdraw(home_of(context), who.scope, acting("accept_deviation", who, by), seq, reason)
    print(say("deviation.withdrawn", output.language(), seq=seq))


@deviation.command(name="list")
def list_(context: typer.Context, as_json: AsJson = False, who: As = TERMINAL) -> None:
    """Show the deviations that are accepted now."""
    standing = deviations.in_force(entries.entries(home_of(context)), today_of(home_of(context)))
    seen = [act for act in standing if act.region is None or who.scope.sees(act.region)]
    if as_json:
        output.print_json([{"seq": act.seq, "who": act.who, **deviations.as_dict(act)} for act in seen])
        return
    for act in seen:
        shown = deviations.as_dict(act) | {"region": act.region or "-", "seq": act.seq}
        print(say("deviation.line", output.language(), **shown))
