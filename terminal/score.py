"""Commands that answer with figures, and with what figures are of: score, indicators, regions, coverage, freshness."""

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from metrics.scorecard import request
from metrics.scorecard import score as scorecard
from metrics.scorecard.score import Scorecard
from metrics.scorecard.workspace import Workspace
from reports.answers import catalogue, scorecards
from reports.terminal import scorecard_table as table
from terminal import output
from terminal.options import TERMINAL, As, AsJson, home_of
from text.words import say

commands = typer.Typer()


class Format(StrEnum):
    """How a scorecard is printed."""

    json = "json"
    csv = "csv"
    table = "table"


@commands.command()
def score(
    context: typer.Context,
    period: str | None = None,
    region: str | None = None,
    indicator: list[str] | None = None,
    by: Annotated[str | None, typer.Option(metavar="|".join(request.BY))] = None,
    as_of: int | None = None,
    format: Format = Format.table,
    who: As = TERMINAL,
) -> None:
    """Compute achievement against the targets."""
    region = region or who.home_region
    with Workspace(home_of(context), who.scope, as_of) as workspace:
        card = scorecard.scored(workspace, period, region, indicator, by)
        rows = scorecards.rows(card)
        if format is Format.json:
            output.print_json(rows)
        elif format is Format.csv:
            sys.stdout.write(scorecards.csv_text(rows))
        else:
            _print_table(workspace, card, region, by)


def _print_table(workspace: Workspace, card: Scorecard, region: str | None, by: str | None) -> None:
    known = workspace.indicators
    print(table.text(card, known))
    index = known["satisfaction_index"].formula
    if by is None and index and any(row.indicator == "satisfaction_index" for row in card.rows):
        unsur = scorecard.scored(workspace, card.period, region, index.mean_of)
        if line := table.reconciliation(unsur, known):
            print(line)


@commands.command()
def indicators(context: typer.Context, as_of: int | None = None, as_json: AsJson = False) -> None:
    """List what is measured: one line an indicator."""
    with Workspace(home_of(context), TERMINAL.scope, as_of) as workspace:
        answer = catalogue.indicators(workspace.indicators)
    if as_json:
        output.print_json(answer)
        return
    for row in answer:
        print(f"{row['indicator']:<32}  {row['name'][output.language()]}")


@commands.command()
def regions(context: typer.Context, as_of: int | None = None, as_json: AsJson = False, who: As = TERMINAL) -> None:
    """List the regions in sight."""
    from reports.answers import places  # only here and below, for it brings pandas with it

    with Workspace(home_of(context), who.scope, as_of) as workspace:
        answer = places.regions(workspace.home, who.scope)
    if as_json:
        output.print_json(answer)
        return
    depth = _depths(answer)
    for row in answer:
        print(f"{'  ' * depth[row['region']]}{row['region']:<6}  {row['name']}")


@commands.command()
def coverage(context: typer.Context, as_of: int | None = None, as_json: AsJson = False, who: As = TERMINAL) -> None:
    """Tell where each region stands on its way to an MPP."""
    from reports.answers import places

    with Workspace(home_of(context), who.scope, as_of) as workspace:
        answer = places.coverage(workspace, workspace.today)
    if as_json:
        output.print_json(answer)
        return
    for path in answer["paths"]:
        state = say(f"coverage.state_{path['state']}", output.language())
        print(f"{path['region']:<6}  {state}  {path['since'] or ''}".rstrip())


@commands.command()
def freshness(context: typer.Context, as_of: int | None = None, as_json: AsJson = False, who: As = TERMINAL) -> None:
    """Tell up to which month the data of each region are complete."""
    from reports.answers import places

    with Workspace(home_of(context), who.scope, as_of) as workspace:
        answer = places.freshness(workspace)
        root = workspace.province
    if as_json:
        output.print_json(answer)
        return
    print(f"{root:<6}  {answer['complete_through'] or '-'}")
    depth = _depths(answer["regions"])
    for row in answer["regions"]:
        print(f"{'  ' * depth[row['region']]}{row['region']:<6}  {row['complete_through'] or '-'}")


def _depths(listed: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How far each place lies below the uppermost ones listed; a place comes after the one it lies in."""
    depths: dict[str, int] = {}
    for row in listed:
        depths[row["region"]] = depths.get(row["parent"], -1) + 1
    return depths
