"""The command that says why: obstacles."""

from enum import StrEnum
from typing import Annotated

import typer

from metrics.obstacles.explain import explain
from metrics.obstacles.input import labels
from reports.terminal import obstacle_table
from terminal import output
from terminal.options import TERMINAL, As, home_of

commands = typer.Typer()


class Against(StrEnum):
    """What a figure is held against."""

    target = "target"
    previous = "previous"
    last_year = "last_year"
    province = "province"


class Format(StrEnum):
    """How an explanation is printed."""

    json = "json"
    table = "table"


@commands.command()
def obstacles(
    context: typer.Context,
    indicator: Annotated[str, typer.Option(show_default=False)],
    period: str | None = None,
    region: str | None = None,
    against: Against = Against.target,
    as_of: int | None = None,
    format: Format = Format.table,
    who: As = TERMINAL,
) -> None:
    """Take a missed target apart: where, since when, and which obstacles."""
    place = home_of(context)
    found = explain(place, who.scope, indicator, period, region or who.home_region, against.value, as_of)
    if format is Format.json:
        output.print_json(found.as_dict())
    else:
        print(obstacle_table.text(found, labels.of(place)))
