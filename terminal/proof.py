"""Commands of proof beyond the home: key new, checkpoint, time-stamp request and add, witness add and list."""

from pathlib import Path
from typing import Annotated

import typer

from data.errors import RefusedError, SetupError, error_text
from data.ledger import verify as verification
from reports.proof import checkpoints, office_key, qr_code, time_stamps, witnesses
from terminal import output
from terminal.options import AsJson, By, home_of
from text.words import say

commands = typer.Typer()
key = typer.Typer(no_args_is_help=True)
time_stamp = typer.Typer(no_args_is_help=True)
witness = typer.Typer(no_args_is_help=True)
commands.add_typer(key, name="key")
commands.add_typer(time_stamp, name="time-stamp")
commands.add_typer(witness, name="witness")

PassphraseFile = Path | None


@key.command()
def new(
    context: typer.Context,
    passphrase_file: PassphraseFile = None,
    replace: Annotated[bool, typer.Option("--replace")] = False,
    by: By = "terminal",
) -> None:
    """Make the office's key (Ed25519); its public part is written in the ledger and printed."""
    print(office_key.create(home_of(context), by, office_key.passphrase(passphrase_file), replace))


@commands.command()
def checkpoint(
    context: typer.Context,
    passphrase_file: PassphraseFile = None,
    unsigned: Annotated[bool, typer.Option("--unsigned")] = False,
    qr: Path | None = None,
) -> None:
    """Print a checkpoint of the ledger: one line to be kept outside this office."""
    here, language = home_of(context), output.language()
    if broken := verification.verification(here, files=False).broken:
        raise RefusedError(error_text("entry_broken", seq=broken[0], finding=broken[1]))
    point = checkpoints.checkpoint(here, secret=office_key.passphrase(passphrase_file))
    if not point.signature:
        if not unsigned:
            raise SetupError(error_text("key_absent", file=here.root / office_key.FILE))
        output.complain(say("proof.unsigned", language))
    if qr is not None:
        try:
            qr.write_text(qr_code.svg(point.text) + "\n", encoding="utf-8", newline="\n")
        except OSError as error:
            raise SetupError(error_text("qr_not_written", file=qr, reason=error.strerror or error)) from error
    print(point.text)


@time_stamp.command()
def request(context: typer.Context, file: Annotated[Path, typer.Argument(show_default=False)]) -> None:
    """Write a request for a time-stamping authority (RFC 3161) about the newest head."""
    head, query = time_stamps.request(home_of(context))
    try:
        file.write_bytes(query)
    except OSError as error:
        raise SetupError(error_text("time_stamp_file", file=file, reason=type(error).__name__)) from error
    print(say("proof.time_stamp_requested", output.language(), head=head, file=file))


@time_stamp.command(name="add")
def add_time_stamp(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(show_default=False)],
    authority: Annotated[Path, typer.Option(show_default=False)],
    by: By = "terminal",
) -> None:
    """Keep the authority's reply in the ledger, once it proves to be about a head of this ledger."""
    stamp, entry = time_stamps.add(home_of(context), by, file, authority)
    moment = stamp.at.isoformat()
    print(say("proof.time_stamp_kept", output.language(), seq=stamp.seq, at=moment, by=stamp.by, entry=entry.seq))


@witness.command()
def add(
    context: typer.Context,
    file: Annotated[str, typer.Argument(show_default=False)],
    key: str | None = None,
    by: By = "terminal",
) -> None:
    """Keep another office's checkpoint in this ledger, and say whether it contradicts an older one."""
    here, language = home_of(context), output.language()
    public = None if key is None else office_key.public_key(key)
    points = checkpoints.read(file)
    results = witnesses.add(here, by, points, public)
    for point, recorded in zip(points, results, strict=True):
        known = "witness_known" if recorded.seq is None else "witness_recorded"
        print(say(f"proof.{known}", language, office=point.office, seq=point.seq, entry=recorded.seq))
    for recorded in results:
        if recorded.conflict is not None:
            raise RefusedError(recorded.conflict)


@witness.command(name="list")
def list_(
    context: typer.Context,
    office: str | None = None,
    as_json: AsJson = False,
) -> None:
    """List the checkpoints witnessed; the output can be given to verify --against."""
    listed, language = witnesses.listed(home_of(context), office), output.language()
    if as_json:
        output.print_json(
            [
                {"seq": act.seq, "who": act.who, "when": act.when, "office": act.point.office}
                | {"checkpoint": act.point.text, "key": office_key.as_text(act.key) if act.key else None}
                for act in listed
            ]
        )
        return
    for act in listed:
        print(say("proof.witness_line", language, entry=act.seq, when=act.when, who=act.who))
        print(act.point.text)
