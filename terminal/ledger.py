"""Commands of the ledger: log, verify, rebuild, cells."""

import uuid
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import acts, entries
from data.ledger import verify as verification
from metrics.cells import build
from reports.terminal import scorecard_table
from terminal import output
from terminal.options import AsJson, home_of
from text.words import say

if TYPE_CHECKING:
    from reports.proof.containment import Containment

commands = typer.Typer()


class Engine(StrEnum):
    """What computes."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@commands.command()
def log(context: typer.Context, as_json: AsJson = False) -> None:
    """List the entries of the ledger, oldest first."""
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
    document: Annotated[Path | None, typer.Argument(show_default=False)] = None,
    head: Annotated[str | None, typer.Option(metavar="SEQ:SHA256|FILE")] = None,
    against: Annotated[str | None, typer.Option(metavar="FILE")] = None,
    key: str | None = None,
    certificate: list[Path] | None = None,
    authority: Path | None = None,
) -> None:
    """Check the ledger and print its head; or one document, without a ledger too."""
    if document is not None:
        if head is not None or against is not None:
            raise SetupError(error_text("head_with_document"))
        _verify_document(home_of(context), document, certificate or [])
        return
    if key is not None and against is None:
        raise SetupError(error_text("key_without_against"))
    here, language = home_of(context), output.language()
    heads = [] if head is None else verification.noted(head)
    containment = None if against is None else _against(here, against, key)
    state = verification.verification(here)
    for before, after in state.clock_back:
        output.complain(verification.clock_back(before, after).message(language))
    if containment is not None and containment.finding is not None:
        raise RefusedError(containment.finding)
    if heads and (missing := verification.lost(here, heads)):
        raise RefusedError(missing)
    if state.broken:
        raise RefusedError(error_text("entry_broken", seq=state.broken[0], finding=state.broken[1]))
    lines = [say("ledger.intact", language, count=state.head[0])]
    if state.head[0]:
        lines.append(say("ledger.head", language, head=verification.as_text(state.head)))
    print(" ".join(lines))
    if heads:
        print(say("ledger.heads_contained", language, count=len(heads)))
    if containment is not None:
        longer = "longer" if containment.later else "same"
        print(say(f"proof.{longer}", language, count=containment.count, later=containment.later))
        if containment.unchecked:
            print(say("proof.unchecked", language, count=containment.unchecked))
    if stamped := _stamped(here, authority, language):
        print(stamped)


def _against(home: Home, file: str, key: str | None) -> "Containment":
    """Containment of the checkpoints in a file."""
    from reports.proof import checkpoints, containment, office_key  # cryptography costs more than a short command

    pinned = [] if key is None else [office_key.public_key(key)]
    return containment.containment(home, checkpoints.read(file), pinned)


def _stamped(home: Home, authority: Path | None, language: str) -> str:
    """What the time stamps on record say, each checked again; nothing where there are none."""
    count = len(acts.standing(home, acts.TIME_STAMP))
    if count == 0:
        if authority is not None:
            raise SetupError(error_text("time_stamp_none"))
        return ""
    from reports.proof import time_stamps  # cryptography costs more than a short command

    if authority is None and not time_stamps.is_checkable():
        return say("proof.stamps_unchecked", language, count=count)
    last = time_stamps.checked(home, authority)[-1]
    return say("proof.stamped", language, count=count, seq=last.seq, at=last.at.isoformat(), by=last.by)


def _verify_document(home: Home, document: Path, certificates: Sequence[Path]) -> None:
    """Print what proves a document; exit code 3 when nothing here does."""
    from reports.lifecycle import answers  # documents bring the makers of PDF and workbook with them

    lines, is_proven = answers.verification(home, document, certificates, output.language())
    print("\n".join(lines))
    if not is_proven:
        raise typer.Exit(3)


@commands.command()
def rebuild(context: typer.Context) -> None:
    """Derive the warehouse from the ledger again."""
    here = home_of(context)
    build.rebuild(here)
    print(f"Gudang data diturunkan kembali dari {entries.head_seq(here)} entri.")


@commands.command()
def cells(
    context: typer.Context,
    engine: Engine = Engine.DUCKDB,
    master: Annotated[str, typer.Option(show_default=False)] = "",
    work: Annotated[Path | None, typer.Option(show_default=False)] = None,
) -> None:
    """Make all cells anew from the ledger."""
    here = home_of(context)
    if (engine is Engine.SPARK) != bool(master):
        raise SetupError(error_text("spark_engine"))
    if engine is Engine.SPARK:
        folder = work or here.root / "staging" / f"spark-{uuid.uuid4().hex}"
        seq = build.rebuild_by_spark(here, master, folder)
    else:
        build.rebuild(here)
        seq = entries.head_seq(here)
    print(say("ledger.cells", output.language(), count=seq, engine=engine.value))
