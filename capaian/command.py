"""The command `capaian`: what `python cli.py` is in the sources."""

import os
import runpy
from pathlib import Path

import capaian


def main() -> None:
    """Run the terminal; a home not named by CAPAIAN_HOME is `capaian` in the user's own folder, not in the package."""
    if capaian.HOUSE.is_dir():
        os.environ.setdefault("CAPAIAN_HOME", str(Path.home() / "capaian"))
    runpy.run_module("cli", run_name="__main__", alter_sys=True)
