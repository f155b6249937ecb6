"""Commands of small acts: annotate, withdraw-annotation, declare, confirm, digest."""

from dataclasses import asdict
from typing import Annotated

import typer

from data.home import Home
from data.ledger import acts
from data.settings import tables
from metrics.acts import annotations, confirmations, declarations
from metrics.acts.annotations import Annotation
from metrics.acts.confirmations import Confirmation
from metrics.acts.declarations import Declaration
from metrics.monitoring import early_warnings, follow_up_effect
from metrics.mpp import rollout
from metrics.scorecard.score import Scorecard, scored
from metrics.scorecard.summary import summary
from metrics.scorecard.workspace import Workspace
from reports.terminal import digest as letters
from terminal import output
from terminal.options import TERMINAL, As, AsJson, By, Place, acting, home_of
from text import formats
from text.words import Language

commands = typer.Typer()
LATEST = 3
"""Finished follow-ups of which the digest says what they have done."""


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
    here = home_of(context)
    spoken: Language = "en" if language == "en" else "id"
    with Workspace(here, who.scope) as workspace:
        found, catalogue = early_warnings.early_warnings(workspace), workspace.indicators
        standing = None if as_json or not found else _standing(workspace, who.home_region)
        done = follow_up_effect.latest(workspace, LATEST) if found and not as_json else []
    if as_json:
        output.print_json([asdict(alert) for alert in found])
        return
    table = tables.regions(here)
    regions = dict(zip(table["code"], table["name"], strict=True))
    coverage = rollout.coverage(here, who.scope).regions if found else None
    told = letters.letter(
        found,
        catalogue,
        regions,
        spoken,
        coverage,
        _met(standing, spoken),
        _checkpoint(here) if found else "",
        letters.doubts(standing.rows if standing else (), catalogue, spoken),
        letters.effects(done, catalogue, regions, spoken),
    )
    if told:
        print(told)


def _checkpoint(home: Home) -> str:
    from reports.proof import checkpoints  # cryptography costs more than a short command

    return checkpoints.checkpoint(home).text


def _standing(workspace: Workspace, region: str | None) -> Scorecard | None:
    """The targets of the newest complete period with their marks; None where there is no target."""
    targeted = [id_ for id_ in workspace.indicators if id_ in workspace.goals]
    return scored(workspace, None, region, targeted) if targeted else None


def _met(card: Scorecard | None, language: Language) -> str:
    """How many targets are met; empty where there is no target."""
    if card is None:
        return ""
    counted = summary(card.rows)
    return formats.targets_met(counted.verdict, counted.met, counted.total, card.period, language)
