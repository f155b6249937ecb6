"""The command follow-up: propose, change and list what is done about a missed target."""

from typing import Annotated, Any

import typer

from metrics.acts import follow_up_acts, follow_ups
from metrics.acts.follow_up_acts import Draft
from metrics.acts.follow_ups import FollowUp
from reports.answers import follow_up_list
from terminal import output
from terminal.options import TERMINAL, As, AsJson, By, Place, acting, home_of

commands = typer.Typer()
follow_up = typer.Typer(no_args_is_help=True)
commands.add_typer(follow_up, name="follow-up")


@follow_up.command(name="add")
def add(
    context: typer.Context,
    indicator: Annotated[str, typer.Option(show_default=False)],
    period: Annotated[str, typer.Option(show_default=False)],
    fact: Annotated[str, typer.Option(show_default=False)],
    cause: Annotated[str, typer.Option(show_default=False)],
    action: Annotated[str, typer.Option(show_default=False)],
    owner: Annotated[str, typer.Option(show_default=False)],
    deadline: Annotated[str, typer.Option(show_default=False)],
    region: Place = None,
    obstacle: str | None = None,
    service: str | None = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Propose a follow-up on one indicator."""
    name = acting("follow_up", who, by)
    where = {"service_code": service} if service else {}
    draft = Draft(indicator, period, fact, cause, action, owner, deadline, region, where, obstacle)
    _print_follow_up(follow_up_acts.propose(home_of(context), who.scope, name, draft))


@follow_up.command(name="change")
def change(
    context: typer.Context,
    seq: int,
    status: str | None = None,
    deadline: str | None = None,
    remark: str | None = None,
    link: str | None = None,
    sign_off: Annotated[bool, typer.Option("--sign-off")] = False,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Change status or deadline, add a remark or evidence."""
    name = acting("sign_off" if sign_off else "follow_up", who, by)
    asked: dict[str, Any] = {"status": status, "deadline": deadline, "remark": remark, "link": link}
    here = home_of(context)
    _print_follow_up(follow_up_acts.change(here, who.scope, name, seq, sign_off=sign_off, **asked))


@follow_up.command(name="list")
def list_(context: typer.Context, as_json: AsJson = False, who: As = TERMINAL) -> None:
    """List all follow-ups by deadline."""
    found = follow_ups.listed(home_of(context), who.scope)
    if as_json:
        output.print_json(follow_up_list.follow_ups(found))
        return
    for one in found:
        _print_follow_up(one)


def _print_follow_up(one: FollowUp) -> None:
    place = one.region or "semua daerah"
    print(f"Tindak lanjut {one.seq}: {one.indicator}, {place}, {one.period}; {one.status}; tenggat {one.deadline}")
