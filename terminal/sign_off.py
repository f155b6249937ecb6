"""Commands of signing periods off: sign-off propose, sign, revoke, show."""

from typing import Annotated

import typer

from metrics.acts.signed_periods import Lock
from metrics.change_control import sign_off as signing
from metrics.scorecard.workspace import Workspace
from terminal import output
from terminal.options import TERMINAL, As, AsJson, By, acting, home_of
from text.words import say

commands = typer.Typer()
group = typer.Typer(no_args_is_help=True)
commands.add_typer(group, name="sign-off")

PeriodOption = Annotated[str, typer.Option("--period", show_default=False)]
RegionOption = Annotated[str | None, typer.Option("--region")]


@group.command()
def propose(
    context: typer.Context,
    period: PeriodOption,
    note: Annotated[str, typer.Option(show_default=False)],
    region: RegionOption = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Propose a period for signing: today's scorecard is stored as the proposed one."""
    name = acting("propose_period", who, by)
    act = signing.propose(home_of(context), who.scope, name, period, region or who.home_region, note)
    _print("proposed", act)


@group.command()
def sign(
    context: typer.Context,
    period: PeriodOption,
    document: Annotated[str, typer.Option(show_default=False)],
    proposal: Annotated[int | None, typer.Option(show_default=False)] = None,
    region: RegionOption = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Sign a proposed period off: a regent for his region, the governor for the province."""
    name = acting("sign_period", who, by)
    act = signing.sign(home_of(context), who, name, period, region or who.home_region, document, proposal)
    _print("signed", act)


@group.command()
def revoke(
    context: typer.Context,
    seq: int,
    reason: Annotated[str, typer.Option(show_default=False)],
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Revoke a proposal or sign-off with a reason; what was recorded stays."""
    name = acting("sign_period" if who.may("sign_period") else "propose_period", who, by)
    signing.revoke(home_of(context), who, name, seq, reason)
    print(say("sign_off.revoked", output.language(), seq=seq))


@group.command()
def show(
    context: typer.Context,
    period: PeriodOption,
    region: RegionOption = None,
    as_json: AsJson = False,
    who: As = TERMINAL,
) -> None:
    """Show how far a period is signed off, and the figures that changed since."""
    from reports.terminal import sign_off_lines

    here, place = home_of(context), region or who.home_region
    with Workspace(here, who.scope) as workspace:
        state = signing.state(workspace, period, place)
    if as_json:
        output.print_json(sign_off_lines.as_dict(state))
        return
    for line in sign_off_lines.lines(state, here, output.language()):
        print(line)


def _print(word: str, act: Lock) -> None:
    place = act.region or say("sign_off.whole", output.language())
    print(say(f"sign_off.{word}", output.language(), seq=act.seq, period=act.period, place=place))
