"""The command that opens the dashboard: serve."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

commands = typer.Typer()


@commands.command()
def serve(
    host: Annotated[str, typer.Option(help="Alamat yang didengarkan.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Nomor porta.")] = 8501,
) -> None:
    """Buka dasbor pada peramban."""
    print(f"Dasbor: http://{host}:{port} (hanya dari komputer ini; Ctrl+C untuk berhenti)", file=sys.stderr)
    page = Path(__file__).resolve().parents[1] / "app.py"
    options = ["--server.address", host, "--server.port", str(port), "--server.headless", "true"]
    raise typer.Exit(subprocess.call([sys.executable, "-m", "streamlit", "run", str(page), *options]))
