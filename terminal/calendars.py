"""Commands of the working calendar: check what a new version would alter, and set it."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from access.identity.viewer import Viewer
from data.errors import RefusedError, error_text
from metrics.change_control import calendar_impact
from metrics.change_control.calendar_impact import Effect
from terminal import output
from terminal.options import TERMINAL, As, AsJson, By, caught_up, home_of
from text.words import say

NEWEST = 6
"""So many of the months that would change are listed, unless all are asked for."""
commands = typer.Typer()
calendar = typer.Typer(no_args_is_help=True)
commands.add_typer(calendar, name="calendar")

Folder = Annotated[Path, typer.Argument(show_default=False)]


@calendar.command()
def check(
    context: typer.Context,
    folder: Folder,
    as_json: AsJson = False,
    every: Annotated[bool, typer.Option("--all")] = False,
) -> None:
    """Check a new calendar: which ended months and locked periods would get other figures."""
    found = calendar_impact.effect(home_of(context), folder)
    if as_json:
        locks = [
            {name: getattr(lock, name) for name in ("seq", "period", "region", "document")} for lock in found.locks
        ]
        output.print_json({"months": [asdict(month) for month in found.months], "locks": locks})
        return
    _print(found, every)


@calendar.command(name="set")
def set_(
    context: typer.Context,
    folder: Folder,
    decree: Annotated[str, typer.Option(show_default=False)],
    by: By = "terminal",
    viewer: As = TERMINAL,
) -> None:
    """Set a new calendar; all working time is computed again, locked periods show their corrections."""
    _need(viewer)
    here = home_of(context)
    entry = calendar_impact.establish(here, folder, by, decree)
    caught_up(here)
    print(f"Kalender ditetapkan pada entri {entry.seq}.")


def _print(found: Effect, every: bool) -> None:
    shown = found.months if every else found.months[-NEWEST:]
    if len(shown) < len(found.months):
        figures = sum(month.figures for month in found.months)
        print(say("calendar_check.short", output.language(), months=len(found.months), figures=figures, shown=NEWEST))
    for month in shown:
        where = f"{len(month.regions)} wilayah, {len(month.indicators)} indikator"
        print(f"{month.month}: {month.figures} angka berubah ({where}), {month.statuses} di antaranya berubah status")
    for lock in found.locks:
        print(f"Terkunci: {lock.period}, {lock.region or 'semua daerah'} (kunci {lock.seq}, {lock.document})")
    if not found.months:
        print("Tidak ada bulan yang sudah berakhir yang angkanya akan berubah.")


def _need(viewer: Viewer) -> None:
    if not viewer.may("set_calendar"):
        raise RefusedError(error_text("calendar_no_right"))
