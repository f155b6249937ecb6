"""Commands of what leaves: report, reproduce, send, publish, export-cells."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from access.identity.viewer import Viewer
from data.errors import RefusedError, error_text
from reports.content.options import DOCUMENTS, LANGUAGES, SUFFIX, Options
from reports.federation import export
from reports.formats.seal import Key
from reports.lifecycle import answers, issue
from reports.proof import office_key
from terminal import output
from terminal.options import TERMINAL, As, AsJson, By, home_of
from text.words import say

if TYPE_CHECKING:
    from channels.messages.outbox import Outcome

commands = typer.Typer()


@commands.command()
def report(
    context: typer.Context,
    period: Annotated[str, typer.Option(show_default=False)],
    out: Annotated[Path, typer.Option(show_default=False)],
    region: str | None = None,
    format: Annotated[str, typer.Option(metavar="|".join(SUFFIX))] = "pdf",
    document: Annotated[str, typer.Option(metavar="|".join(DOCUMENTS))] = "capaian",
    language: Annotated[str, typer.Option(metavar="|".join(LANGUAGES))] = "id",
    indicator: str | None = None,
    seal: Path | None = None,
    seal_passphrase_file: Path | None = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Issue a document: PDF, workbook or data package; its number is written in the ledger."""
    _refuse_without("export", who)
    options = Options(period, region or who.home_region, document, format, language, indicator)
    key = None if seal is None else Key(seal, seal_passphrase_file)
    name = by if who is TERMINAL else who.name
    print(issue.issue(home_of(context), who.scope, options, name, out, key))


@commands.command(name="reproduce")
def reproduce_(
    context: typer.Context,
    document: Annotated[Path, typer.Argument(show_default=False)],
    who: As = TERMINAL,
) -> None:
    """Compute a document again from the ledger as it stood, and compare every figure."""
    _refuse_without("reproduce", who)
    print("\n".join(answers.reproduction(home_of(context), document, output.language())))


@commands.command()
def publish(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(show_default=False)],
    period: str | None = None,
) -> None:
    """Write the public site: figures without those of few people, and files for portals of open data."""
    from channels.publication import site  # few commands publish
    from metrics.scorecard.workspace import Workspace

    home = home_of(context)
    with Workspace(home, TERMINAL.scope) as workspace:
        release = site.publish(home, folder.expanduser().resolve(), period, workspace)
    parts = {"release": release.name, "hidden": len(release.hidden), "folder": folder}
    print(say("publication.written", output.language(), **parts))


class Kind(StrEnum):
    """What is sent."""

    digest = "digest"
    report = "report"


@commands.command()
def send(
    context: typer.Context, kind: Annotated[Kind, typer.Argument(show_default=False)], period: str | None = None
) -> None:
    """Send early warnings or the one-page sheet to the recipients of home.yaml."""
    from channels.messages import outbox  # few commands send

    if not outbox.run(home_of(context), kind.value, period, _print_outcome):
        raise typer.Exit(1)


def _print_outcome(outcome: "Outcome") -> None:
    language = output.language()
    line = f"{outcome.recipient}: {say(f'send.result_{outcome.result}', language)}"
    if outcome.finding is None:
        print(line)
    else:
        output.complain(f"{line} {outcome.finding.message(language)}")


@commands.command()
def export_cells(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(show_default=False)],
    passphrase_file: Path | None = None,
    as_json: AsJson = False,
) -> None:
    """Write the home's cells as a signed package for another office; it holds no records."""
    contents = export.export(home_of(context), file, office_key.passphrase(passphrase_file))
    rows = sum(listed.rows for listed in contents.files.values())
    if as_json:
        named = {"file": file.name, "place": contents.place, "head": f"{contents.head[0]}:{contents.head[1]}"}
        output.print_json({**named, "regions": len(contents.regions), "rows": rows, "protected": contents.protected})
        return
    counts = {"regions": len(contents.regions), "rows": rows, "protected": contents.protected}
    print(say("federation.exported", output.language(), file=file.name, place=contents.place, **counts))


def _refuse_without(act: str, who: Viewer) -> None:
    if not who.may(act):
        raise RefusedError(error_text("document_no_right"))
