"""Commands of the ledger: log, verify, rebuild."""

from pathlib import Path
from typing import Annotated

import typer

from data.errors import RefusedError, told
from data.ledger import entries
from data.ledger import verify as verification
from metrics.cells import build
from reports.terminal import scorecard_table
from terminal import output
from terminal.options import AsJson, home_of
from text.words import say

commands = typer.Typer()


@commands.command()
def log(context: typer.Context, as_json: AsJson = False) -> None:
    """Tampilkan isi buku besar, dari yang tertua."""
    listed = entries.entries(home_of(context))
    if as_json:
        names = ("seq", "kind", "who", "when", "what", "files", "previous", "sha256")
        output.print_json([{name: getattr(entry, name) for name in names} for entry in listed])
        return
    undone = entries.undone(listed)
    for entry in listed:
        print(scorecard_table.entry_line(entry, entry.seq in undone))


@commands.command()
def verify(
    context: typer.Context,
    document: Annotated[
        Path | None, typer.Argument(help="Dokumen; buku besar bila kosong.", show_default=False)
    ] = None,
) -> None:
    """Periksa sidik SHA-256 setiap berkas dan rantai buku besar, atau satu dokumen tanpa buku besar."""
    if document is not None:
        from reports.lifecycle import verify as documents  # documents bring the makers of PDF and workbook with them
        from reports.parts.provenance_text import moment

        print(say("report.intact", number=documents.verify(document)))
        if documents.pages_unseen(document):
            print(say("report.pages_unseen"))
        sealed = documents.seal_of(document)
        if sealed is not None:
            at = moment(sealed.at, "id") if sealed.at else say("value.missing")
            print(say("report.sealed", name=sealed.name, at=at))
        elif document.suffix == ".pdf":
            print(say("report.unsealed"))
        return
    here = home_of(context)
    broken = verification.first_broken(here)
    if broken:
        raise RefusedError(told("entry_broken", seq=broken[0], finding=broken[1]))
    print(f"Buku besar utuh: {entries.head_seq(here)} entri.")


@commands.command()
def rebuild(context: typer.Context) -> None:
    """Turunkan kembali gudang data dari buku besar."""
    here = home_of(context)
    build.rebuild(here)
    print(f"Gudang data diturunkan kembali dari {entries.head_seq(here)} entri.")
