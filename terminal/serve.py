"""The command that opens the dashboard: serve."""

import os
import runpy
import sys
from pathlib import Path

import typer

from access.identity import accounts
from access.identity.errors import AccessError
from access.web import hosts
from terminal.options import account_error, home_of

commands = typer.Typer()

EVERY_ADDRESS = ("0.0.0.0", "::")


@commands.command()
def serve(
    context: typer.Context,
    host: str = "127.0.0.1",
    port: int = 8501,
) -> None:
    """Open the dashboard in the browser."""
    try:
        accounts.load(home_of(context).root)
    except AccessError as error:
        raise account_error(error) from error
    public = _public(host, port)
    told_at = public or f"http://127.0.0.1:{port}"
    reach = "hanya dari komputer ini" if host in hosts.LOOPBACK else "dari jaringan; pakai HTTPS di depannya"
    print(f"Dasbor: {told_at} ({reach}; Ctrl+C untuk berhenti)", file=sys.stderr)
    os.environ[hosts.SETTING] = public
    _become_server("--server.address", host, "--server.port", str(port), "--server.headless", "true")


def _become_server(*options: str) -> None:
    """Run `streamlit run app.py` in this process, as `python -m streamlit` does, so that a signal meets the server."""
    page = Path(__file__).resolve().parents[1] / "app.py"
    sys.argv = ["streamlit", "run", str(page), *options]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _public(host: str, port: int) -> str:
    """The addresses by which the dashboard may be called: those of `CAPAIAN_PUBLIC_URL`, else the one listened at."""
    given = os.environ.get(hosts.SETTING, "")
    if given or host in (*hosts.LOOPBACK, *EVERY_ADDRESS):
        return given
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
