"""Commands of small acts: annotate, withdraw-annotation, declare, confirm, digest."""

from dataclasses import asdict
from typing import Annotated

import typer

from data.ledger import acts
from metrics.acts import annotations, confirmations, declarations
from metrics.acts.annotations import Annotation
from metrics.acts.confirmations import Confirmation
from metrics.acts.declarations import Declaration
from metrics.monitoring import early_warnings
from metrics.scorecard.workspace import Workspace
from terminal import output
from terminal.options import TERMINAL, As, AsJson, By, Place, acting, home_of
from text.words import Language

commands = typer.Typer()


@commands.command()
def annotate(
    context: typer.Context,
    month: Annotated[str, typer.Option(show_default=False)],
    text: Annotated[str, typer.Option(show_default=False)],
    region: Place = None,
    indicator: str | None = None,
    rebase: Annotated[bool, typer.Option("--rebase")] = False,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Note an event (a new rule, a disaster, a new counter) so that charts show it."""
    name = acting("annotate", who, by)
    draft = Annotation(month, text, indicator, region, rebase)
    made = annotations.annotate(home_of(context), who.scope, name, draft)
    print(f"Catatan {made.seq}: {made.month}.")


@commands.command(name="withdraw-annotation")
def withdraw_annotation(
    context: typer.Context,
    seq: int,
    reason: Annotated[str, typer.Option(show_default=False)],
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Withdraw a note of an event; both stay in the ledger."""
    name = acting("annotate", who, by)
    annotations.withdraw(home_of(context), who.scope, name, seq, reason)
    print(f"Catatan {seq} ditarik.")


@commands.command()
def declare(
    context: typer.Context,
    region: Annotated[str, typer.Option(show_default=False)],
    code: Annotated[str, typer.Option(show_default=False)],
    document: Annotated[str, typer.Option(show_default=False)],
    date: Annotated[str, typer.Option(show_default=False)],
    text: Annotated[str, typer.Option(show_default=False)],
    indicator: str = declarations.ABOUT,
    agency: str | None = None,
    service: str | None = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Declare an obstacle of a region, also of one without an MPP yet."""
    name = acting("declare", who, by)
    on = acts.day("date", date)
    draft = Declaration(region, code, document, on, text, indicator, agency, service)
    made = declarations.declare(home_of(context), who.scope, name, draft)
    print(f"Hambatan {made.seq}: {made.code} di {made.region} dinyatakan.")


@commands.command(name="close-obstacle")
def close_obstacle(
    context: typer.Context,
    seq: int,
    reason: Annotated[str, typer.Option(show_default=False)],
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Close a declared obstacle."""
    name = acting("declare", who, by)
    declarations.close(home_of(context), who.scope, name, seq, reason)
    print(f"Hambatan {seq} ditutup.")


@commands.command(name="confirm-coverage")
def confirm_coverage(
    context: typer.Context,
    region: Annotated[str, typer.Option(show_default=False)],
    document: Annotated[str, typer.Option(show_default=False)],
    date: Annotated[str, typer.Option(show_default=False)],
    remark: str | None = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Confirm the state of a region's MPP, so that it no longer rests on news alone."""
    name = acting("confirm_milestone", who, by)
    draft = Confirmation(region, document, acts.day("date", date), remark)
    made = confirmations.confirm(home_of(context), who.scope, name, draft)
    print(f"Konfirmasi {made.seq}: keadaan {made.region} menurut {made.document}.")


@commands.command()
def digest(
    context: typer.Context,
    language: str = "id",
    as_json: AsJson = False,
    who: As = TERMINAL,
) -> None:
    """Print early warnings; prints nothing when there are none (for mail by cron)."""
    from reports.terminal import early_warning_letter  # cryptography costs more than a short command

    spoken: Language = "en" if language == "en" else "id"
    with Workspace(home_of(context), who.scope) as workspace:
        if as_json:
            output.print_json([asdict(alert) for alert in early_warnings.early_warnings(workspace)])
            return
        letter = early_warning_letter.written(workspace, who.home_region, spoken)
    if letter:
        print(letter)
