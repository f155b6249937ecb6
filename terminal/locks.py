"""Commands of signed periods: lock, unlock, locks, restatements."""

from dataclasses import asdict
from typing import Annotated

import typer

from access.identity.viewer import Viewer
from data.errors import RefusedError, error_text
from metrics.catalogue.indicators import load
from metrics.change_control import locks, restatements
from metrics.change_control.restatements import Restatement
from terminal import output
from terminal.options import TERMINAL, As, AsJson, By, home_of
from text import formats

commands = typer.Typer()


@commands.command()
def lock(
    context: typer.Context,
    period: Annotated[str, typer.Option(show_default=False)],
    document: Annotated[str, typer.Option(show_default=False)],
    region: str | None = None,
    by: By = "terminal",
    viewer: As = TERMINAL,
) -> None:
    """Lock a period: today's scorecard is stored as the signed one; later changes show as corrections."""
    _need(viewer)
    made = locks.lock(home_of(context), viewer.scope, by, period, region, document)
    print(f"Kunci {made.seq}: {made.period}, {made.region or 'semua daerah'}.")


@commands.command()
def unlock(
    context: typer.Context,
    seq: int,
    reason: Annotated[str, typer.Option(show_default=False)],
    by: By = "terminal",
    viewer: As = TERMINAL,
) -> None:
    """Unlock a period, with a reason; what was signed stays stored."""
    _need(viewer)
    locks.unlock(home_of(context), viewer.scope, by, seq, reason)
    print(f"Kunci {seq} dibuka.")


@commands.command(name="locks")
def locks_(context: typer.Context, as_json: AsJson = False, viewer: As = TERMINAL) -> None:
    """List the locked periods."""
    found = locks.listed(home_of(context), viewer.scope)
    if as_json:
        names = ("seq", "period", "region", "who", "when", "document")
        output.print_json([{name: getattr(one, name) for name in names} for one in found])
        return
    for one in found:
        print(f"Kunci {one.seq}: {one.period}, {one.region or 'semua daerah'}; {one.document}; {one.who}, {one.when}")


@commands.command(name="restatements")
def restatements_(context: typer.Context, as_json: AsJson = False, viewer: As = TERMINAL) -> None:
    """List figures of locked periods that differ now, and why."""
    here = home_of(context)
    found = restatements.restatements(here, viewer.scope)
    if as_json:
        output.print_json([asdict(one) for one in found])
        return
    known = load(here)
    for one in found:
        print(_line(one, known[one.indicator].name["id"], known[one.indicator].unit))


def _line(one: Restatement, name: str, unit: str) -> str:
    told = ((one.signed_actual, one.signed_parts), (one.actual, one.parts))
    old, new = (f"{formats.quantity(actual, unit)}{_parts(*parts)}" for actual, parts in told)
    why = "; ".join(f"entri {since.seq}: {since.reason}" for since in one.since)
    return f"{one.period}, {one.member}, {name}: {old} menjadi {new} ({why or 'tanpa entri baru'})"


def _parts(numerator: float | None, denominator: float | None) -> str:
    if numerator is None or denominator is None:
        return ""
    return (
        f" ({formats.number(numerator, decimals=2, least=0)} dari {formats.number(denominator, decimals=2, least=0)})"
    )


def _need(viewer: Viewer) -> None:
    if not viewer.may("lock_period"):
        raise RefusedError(error_text("lock_no_right"))
