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
    indicator: Annotated[str, typer.Option(help="Indikator yang diuraikan.", show_default=False)],
    period: Annotated[str | None, typer.Option(help="Misalnya 2026-10, 2026-Q3, 2026, ytd:2026-10.")] = None,
    region: Annotated[str | None, typer.Option(help="Kode wilayah; provinsi bila kosong.")] = None,
    against: Annotated[Against, typer.Option(help="Dibandingkan dengan apa.")] = Against.target,
    as_of: Annotated[int | None, typer.Option(help="Jawab menurut buku besar sampai entri ini.")] = None,
    format: Annotated[Format, typer.Option(help="Bentuk keluaran.")] = Format.table,
    who: As = TERMINAL,
) -> None:
    """Uraikan mengapa target tidak tercapai: di mana, sejak kapan, dan hambatan apa."""
    place = home_of(context)
    found = explain(place, who.scope, indicator, period, region or who.home_region, against.value, as_of)
    if format is Format.json:
        output.print_json(found.as_dict())
    else:
        print(obstacle_table.text(found, labels.of(place)))
