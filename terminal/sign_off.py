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
group = typer.Typer(no_args_is_help=True, help="Pengesahan periode: usulkan, sahkan, cabut, tampilkan.")
commands.add_typer(group, name="sign-off")

PeriodOption = Annotated[str, typer.Option("--period", help="Periode, misalnya 2026-10.", show_default=False)]
RegionOption = Annotated[
    str | None, typer.Option("--region", help="Kode wilayah; provinsi dan semua wilayah bila kosong.")
]


@group.command()
def propose(
    context: typer.Context,
    period: PeriodOption,
    note: Annotated[str, typer.Option(help="Catatan usulan.", show_default=False)],
    region: RegionOption = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Usulkan sebuah periode untuk disahkan: rapor saat ini disimpan sebagai yang diusulkan."""
    name = acting("propose_period", who, by)
    act = signing.propose(home_of(context), who.scope, name, period, region or who.home_region, note)
    _print("proposed", act)


@group.command()
def sign(
    context: typer.Context,
    period: PeriodOption,
    document: Annotated[str, typer.Option(help="Nomor dokumen pengesahan.", show_default=False)],
    region: RegionOption = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Sahkan periode yang diusulkan: kepala daerah untuk wilayahnya, gubernur untuk provinsi."""
    name = acting("sign_period", who, by)
    act = signing.sign(home_of(context), who, name, period, region or who.home_region, document)
    _print("signed", act)


@group.command()
def revoke(
    context: typer.Context,
    seq: Annotated[int, typer.Argument(help="Nomor usulan atau pengesahan.")],
    reason: Annotated[str, typer.Option(help="Alasan dicabut.", show_default=False)],
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Cabut usulan atau pengesahan dengan alasan; yang pernah dicatat tetap tersimpan."""
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
    """Tampilkan sejauh mana sebuah periode disahkan, dan angka yang berubah sejak itu."""
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
