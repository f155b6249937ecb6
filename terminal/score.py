"""Commands that answer with figures: score."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from metrics.judgement.row import Row
from metrics.scorecard import request
from metrics.scorecard import score as scorecard
from metrics.scorecard.score import Scorecard
from metrics.scorecard.workspace import Workspace
from reports.terminal import scorecard_table as table
from terminal import output
from terminal.options import TERMINAL, As, home_of
from text import spreadsheet_csv

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
        rows = [row.as_dict() for row in card.rows]
        if format is Format.json:
            output.print_json(rows)
        elif format is Format.csv:
            spreadsheet_csv.write(sys.stdout, Row.names(), rows)
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
