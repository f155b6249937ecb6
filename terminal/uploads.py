"""Commands that bring data in and take it back: load, inbox, undo, demo."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data.demo import filling
from data.home import Home
from data.intake import load as loading
from data.intake.receipt import Receipt
from data.intake.source import profile_files
from data.ledger import acts, entries
from data.schema.kinds import kind as declared
from data.settings.places import today_of
from metrics.catalogue import indicators
from metrics.cells import federated
from metrics.targets import in_force
from terminal import output
from terminal.options import AsJson, By, caught_up, home_of
from text.words import say

if TYPE_CHECKING:
    from channels.inbox.rounds import News

commands = typer.Typer()


@commands.command()
def load(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(show_default=False)],
    kind: Annotated[
        str,
        typer.Option(
            show_default=False,
        ),
    ],
    profile: str | None = None,
    region: str | None = None,
    period: str | None = None,
    sheet: str | None = None,
    by: By = "terminal",
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    explain: Annotated[bool, typer.Option("--explain")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Load files: check every row, keep the right ones, report the rest."""
    here = home_of(context)
    in_force.load(here, indicators.load(here))  # a wrong setting is told before anything is stored
    if kind == federated.KIND:
        from reports.federation import arrival  # only here, for it brings what signatures need

        _report(here, [arrival.load(here, path, by, dry_run) for path in files], as_json)
        return
    asked = [loading.request(here, path, kind, profile, region, by, dry_run, period) for path in files]
    asked = [part for request in asked for part in loading.of_sheets(request, sheet)]
    _report(here, [loading.load(here, request) for request in asked], as_json, explain)


def _report(here: Home, receipts: Sequence[Receipt], as_json: bool, explain: bool = False) -> None:
    """Say what became of the files, and derive the figures of what came in; exit code 1 when one was refused."""
    told = [receipt.as_dict() | (_as_read(receipt) if explain else {}) for receipt in receipts]
    if as_json:
        output.print_json(told[0] if len(told) == 1 else told)
    for receipt in receipts:
        if not as_json:
            _print_receipt(receipt)
        if explain and not as_json:
            _print_reading(receipt)
        if receipt.refused:
            output.complain(_refusal(receipt))
    if any(receipt.seq is not None for receipt in receipts):
        caught_up(here)
    if any(receipt.refused for receipt in receipts):
        raise typer.Exit(1)


@commands.command()
def inbox(context: typer.Context, once: Annotated[bool, typer.Option("--once")] = False) -> None:
    """Load what comes in at the sources of home.yaml."""
    from channels.inbox import rounds  # only here, for it brings what sources need

    home = home_of(context)
    if not once:
        rounds.on_and_on(home, _print_news)
    if not rounds.once(home, _print_news):
        raise typer.Exit(1)


@commands.command()
def profiles(
    context: typer.Context,
    kind: str | None = None,
    as_json: AsJson = False,
) -> None:
    """List the import profiles that can be named, with where their headers were found."""
    known = {profile.name: profile for profile in profile_files.shipped()}
    language = output.language()
    rows = [
        {
            "name": name,
            "kind": known[name].kind if name in known else None,
            "about": known[name].about.get(language, "") if name in known else "",
            "source": " ".join(known[name].source.split()) if name in known else "",
        }
        for name in profile_files.names(home_of(context), declared(kind).kind if kind else None)
    ]
    if as_json:
        output.print_json(rows)
        return
    for row in rows:
        print(" · ".join(str(row[part]) for part in ("name", "kind", "about") if row[part]))
        if row["source"]:
            print(f"  {row['source']}")


@commands.command()
def undo(
    context: typer.Context,
    seq: int,
    reason: Annotated[str, typer.Option(show_default=False)],
    by: By = "terminal",
) -> None:
    """Undo one upload by a new entry; nothing is deleted."""
    here = home_of(context)
    if any(entry.seq == seq for entry in acts.standing(here, federated.KIND)):
        entry = acts.withdraw(here, seq, by, reason, federated.KIND)
    else:
        entry = entries.undo(here, seq, by, reason)
    caught_up(here)
    print(f"Entri {seq} dibatalkan oleh entri {entry.seq}.")


@commands.command(name="demo")
def demo_(
    context: typer.Context,
    records: Annotated[int, typer.Option(min=1)] = 200_000,
    seed: Annotated[int, typer.Option(min=0)] = 1,
) -> None:
    """Fill an empty home with example records of 36 months."""
    here = home_of(context)
    filling.refuse_unless_empty(here)
    print("Membuat data contoh …", file=sys.stderr)
    filling.fill(here, records, seed, today_of(here))
    caught_up(here)
    print(f"Data contoh dimuat: {records} permohonan. Semua angkanya ditandai data contoh.")


def _print_receipt(receipt: Receipt) -> None:
    seq = f"entri {receipt.seq}" if receipt.seq is not None else "tidak disimpan"
    counts = f"dibaca {receipt.rows_read}, diterima {receipt.rows_accepted}, ditolak {receipt.rows_rejected}"
    print(f"{receipt.file}: {seq}; {counts}")
    for problem in receipt.problems[:20]:
        print(f"  {problem.message()}")
    if len(receipt.problems) > 20:
        print(f"  … dan {len(receipt.problems) - 20} temuan lagi (--json menampilkan semua)")


def _as_read(receipt: Receipt) -> dict[str, object]:
    return {"understood": asdict(receipt.understood) if receipt.understood else None}


def _print_reading(receipt: Receipt) -> None:
    """How the file was read, column by column, as the page of uploads says it."""
    how, language = receipt.understood, output.language()
    if how is None:
        return
    mark = "comma" if how.decimal_mark == "," else "point"
    facts = {
        "sheet": how.sheet,
        "header_row": how.header_row,
        "date_order": say(f"upload.date_{how.date_order}", language),
        "decimal_mark": say(f"upload.mark_{mark}", language),
        "unread": ", ".join(how.unread) or say("upload.none", language),
    }
    for name, fact in facts.items():
        if fact is not None:
            print(f"  {say(f'upload.{name}', language)}: {fact}")
    for ours, theirs in how.columns.items():
        print(f"  {ours} ← {theirs}")


def _refusal(receipt: Receipt) -> str:
    first = receipt.problems[0].message() if receipt.problems else ""
    if receipt.rows_read:
        counts = f"{receipt.rows_rejected} dari {receipt.rows_read} baris bermasalah"
        return f"{receipt.file}: ditolak, {counts}. Yang pertama: {first}"
    return f"{receipt.file}: ditolak. {first}"


def _print_news(news: "News") -> None:
    """One line: on stdout what was loaded, on stderr what was not."""
    language = output.language()
    if news.receipt is None:
        finding = news.finding.message(language) if news.finding else ""
        where = f"{news.source}, {news.file}" if news.file else news.source
        output.complain(say("inbox.hindered", language, where=where, finding=finding))
        return
    receipt = news.receipt
    counts = {"read": receipt.rows_read, "accepted": receipt.rows_accepted, "rejected": receipt.rows_rejected}
    if receipt.refused:
        first = receipt.problems[0].message(language) if receipt.problems else ""
        output.complain(say("inbox.refused", language, source=news.source, file=receipt.file, finding=first))
    else:
        stored = {"source": news.source, "file": receipt.file, "seq": receipt.seq, **counts}
        print(say("inbox.loaded", language, **stored), flush=True)
