"""Commands of what leaves: report, reproduce."""

from pathlib import Path
from typing import Annotated

import typer

from access.identity.viewer import Viewer
from data.errors import RefusedError, error_text
from reports.content.options import DOCUMENTS, LANGUAGES, SUFFIX, Options
from reports.formats.seal import PASSPHRASE, Key
from reports.lifecycle import issue, reproduce
from terminal.options import TERMINAL, As, By, home_of
from text.words import say

commands = typer.Typer()


@commands.command()
def report(
    context: typer.Context,
    period: Annotated[str, typer.Option(help="Misalnya 2026-10, 2026-Q3, 2026, ytd:2026-10.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Folder tujuan; dibuat bila belum ada.", show_default=False)],
    region: Annotated[str | None, typer.Option(help="Kode wilayah; provinsi bila kosong.")] = None,
    format: Annotated[str, typer.Option(help=" | ".join(SUFFIX))] = "pdf",
    document: Annotated[str, typer.Option(help=" | ".join(DOCUMENTS))] = "capaian",
    language: Annotated[str, typer.Option(help=" | ".join(LANGUAGES))] = "id",
    indicator: Annotated[str | None, typer.Option(help="Kode indikator, untuk dokumen indikator.")] = None,
    seal: Annotated[Path | None, typer.Option(help="Kunci lembaga (PKCS #12) untuk menyegel PDF.")] = None,
    seal_passphrase_file: Annotated[
        Path | None, typer.Option(help=f"Berkas berisi sandi kunci; bila kosong dari {PASSPHRASE}.")
    ] = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Terbitkan dokumen: PDF, buku kerja, atau paket data; nomornya dicatat dalam buku besar."""
    _refuse_without("export", who)
    options = Options(period, region or who.home_region, document, format, language, indicator)
    key = None if seal is None else Key(seal, seal_passphrase_file)
    name = by if who is TERMINAL else who.name
    print(issue.issue(home_of(context), who.scope, options, name, out, key))


@commands.command(name="reproduce")
def reproduce_(
    context: typer.Context,
    document: Annotated[Path, typer.Argument(help="Dokumen yang pernah diterbitkan.", show_default=False)],
    who: As = TERMINAL,
) -> None:
    """Hitung kembali sebuah dokumen dari buku besar pada waktu itu, lalu bandingkan setiap angkanya."""
    _refuse_without("reproduce", who)
    found = reproduce.reproduce(home_of(context), document)
    if found.difference:
        raise RefusedError(error_text("document_differs", number=found.number, finding=found.difference))
    if not found.registered:
        raise RefusedError(error_text("document_not_registered", number=found.number))
    print(say("report.identical" if found.same_bytes else "report.identical_figures", number=found.number))
    if not found.same_code:
        print(say("report.other_code"))


def _refuse_without(act: str, who: Viewer) -> None:
    if not who.may(act):
        raise RefusedError(error_text("document_no_right"))
