"""Commands of who runs the server: serve, home new, backup, restore, doctor."""

import errno
import os
import runpy
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from access.identity import accounts
from access.identity.errors import AccessError
from access.operation import measures_token
from access.web import hosts
from data.errors import SetupError, error_text
from data.home import Home
from terminal import output
from terminal.options import AsJson, account_error, home_of
from text.one_line import one_line
from text.words import say

commands = typer.Typer()
home_commands = typer.Typer(no_args_is_help=True)
commands.add_typer(home_commands, name="home")

EVERY_ADDRESS = ("0.0.0.0", "::")
LAST_PORT = 65535


@commands.command()
def serve(
    context: typer.Context,
    host: str = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=LAST_PORT)] = 8501,
    workers: Annotated[int, typer.Option(min=1, max=32)] = 1,
) -> None:
    """Open the dashboard in the browser."""
    try:
        accounts.load(home_of(context).root)
        measures_token.from_environment()
    except AccessError as error:
        raise account_error(error) from error
    _check_free(host, range(port, port + workers))
    if workers > 1:
        _become_workers(host, port, workers)
    public = _public(host, port)
    told_at = public or f"http://127.0.0.1:{port}"
    reach = "hanya dari komputer ini" if host in hosts.LOOPBACK else "dari jaringan; pakai HTTPS di depannya"
    print(f"Dasbor: {told_at} ({reach}; Ctrl+C untuk berhenti)", file=sys.stderr)
    os.environ[hosts.SETTING] = public
    _become_server("--server.address", host, "--server.port", str(port), "--server.headless", "true")


@home_commands.command()
def new(
    context: typer.Context,
    name: Annotated[str, typer.Option(show_default=False)],
    root: Annotated[str, typer.Option(show_default=False)],
    zone: Annotated[str | None, typer.Option(metavar="WIB|WITA|WIT")] = None,
    folder: Annotated[Path | None, typer.Option("--home", metavar="DIR", show_default=False)] = None,
) -> None:
    """Write the settings of a new home from the national table of regions."""
    from reports.safekeeping import new_home

    here = home_of(context) if folder is None else Home(folder.expanduser().resolve())
    regions = new_home.write(here, one_line(name), root, zone)
    print(say("safekeeping.home_new", output.language(), folder=here.root, regions=regions))


def _check_free(host: str, ports: range) -> None:
    """Try every address at which a server shall listen: the framework gives up without saying what to do."""
    for port in ports:
        try:
            family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind) as probe:
                if os.name != "nt":  # there it would let two programs listen at one address
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                fault, free = "port_in_use", port + 1 if port < LAST_PORT else port - 1
            else:
                fault, free = "address_unusable", port
            raise SetupError(error_text(fault, host=host, port=port, free=free, reason=error.strerror)) from error


def _become_server(*options: str) -> None:
    """Run `streamlit run app.py` in this process, as `python -m streamlit` does, so that a signal meets the server."""
    page = Path(__file__).resolve().parents[1] / "app.py"
    sys.argv = ["streamlit", "run", str(page), *options]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _become_workers(host: str, port: int, count: int) -> None:
    """Go on as the small program that keeps several servers, in this process wherever the system lets it."""
    root = Path(__file__).resolve().parents[1]
    restarted = say("access.restarted", output.language(), port="{port}")
    command = [sys.executable, "-m", "access.operation.workers", host, str(port), str(count), restarted]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    if os.name == "nt":  # there a program that is replaced looks as if it had ended
        raise typer.Exit(subprocess.call(command, env=environment))
    sys.stderr.flush()
    os.execve(sys.executable, command, environment)


def _public(host: str, port: int) -> str:
    """The addresses by which the dashboard may be called: those of `CAPAIAN_PUBLIC_URL`, else the one listened at."""
    given = os.environ.get(hosts.SETTING, "")
    if given or host in (*hosts.LOOPBACK, *EVERY_ADDRESS):
        return given
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


PASSPHRASE = "CAPAIAN_BACKUP_PASSPHRASE"
EXIT = {"ok": 0, "note": 0, "warn": 1, "fail": 2}


@commands.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(show_default=False)],
    passphrase_file: Path | None = None,
    with_keys: Annotated[bool, typer.Option("--with-keys")] = False,
    keep_days: int = 0,
    keep_months: int = 12,
) -> None:
    """Copy a home in use into one file, and read it again to the end."""
    from reports.safekeeping import backup as backups  # few commands need ciphers

    language = output.language()
    if keep_days and not file.is_dir():
        raise SetupError(error_text("backup_keep", file=file))
    made = backups.backup(home_of(context), file, _passphrase(passphrase_file), with_keys)
    head = made.contents.head
    print(say("safekeeping.made", language, file=made.path, files=len(made.contents.files), seq=head[0]))
    if not made.sealed:
        output.complain(say("safekeeping.open", language))
    if made.contents.keys_apart:
        output.complain(say("safekeeping.keys_apart", language, files=", ".join(made.contents.keys_apart)))
    if keep_days:
        for gone in backups.prune(file, keep_days, keep_months):
            print(say("safekeeping.pruned", language, file=gone))


@commands.command()
def restore(
    file: Annotated[Path, typer.Argument(show_default=False)],
    into: Annotated[Path, typer.Option(show_default=False)],
    passphrase_file: Path | None = None,
) -> None:
    """Make a home from a backup; every file and the whole ledger are checked first."""
    from reports.safekeeping import restore as restoring

    language = output.language()
    root = into.expanduser().resolve()
    contents = restoring.restore(file, root, _passphrase(passphrase_file))
    head = f"{contents.head[0]}:{contents.head[1]}"
    print(say("safekeeping.restored", language, home=root, files=len(contents.files), at=contents.at, head=head))
    if contents.keys_apart:
        output.complain(say("safekeeping.keys_apart", language, files=", ".join(contents.keys_apart)))


@commands.command()
def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Examine a home and its machine; exit code 0 well, 1 attention, 2 broken."""
    from channels import standing
    from reports.safekeeping import doctor as examination  # it looks at everything

    language = output.language()
    here = home_of(context)
    lines = [*examination.examine(here), *standing.lines(here)]
    state = examination.worst(lines)
    if as_json:
        checks = [line.as_dict(language) for line in lines]
        output.print_json({"home": str(here.root), "state": state, "checks": checks})
    else:
        for line in examination.texts(lines, language):
            print(line)
    if EXIT[state]:
        raise typer.Exit(EXIT[state])


def _passphrase(file: Path | None) -> bytes | None:
    """The passphrase of a backup: the first line of a file, else that of the environment; None without either."""
    if file is None:
        return os.environ.get(PASSPHRASE, "").encode() or None
    try:
        first = file.read_bytes().splitlines()[:1]
    except OSError as error:
        raise SetupError(error_text("file_not_read", file=file, reason=error.strerror or error)) from error
    if not first or not first[0]:
        raise SetupError(error_text("backup_passphrase_empty", file=file))
    return first[0]
