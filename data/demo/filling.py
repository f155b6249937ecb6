"""Filling an empty home with demo data, by the way every upload takes: file, checks, ledger."""

import tempfile
from datetime import date
from pathlib import Path

from data import duckdb_session
from data.demo.files import files, reference_files
from data.errors import RefusedError, error_text
from data.home import Home
from data.intake import load
from data.ledger import entries, storage
from data.schema import kinds

WHO = "data contoh"


def refuse_unless_empty(home: Home) -> None:
    """Demo data never mixes with records of an office."""
    if entries.head_seq(home):
        raise RefusedError(error_text("demo_filled", home=home.root))


def fill(home: Home, records: int, seed: int, today: date) -> None:
    """Load `records` applications and what goes with them; RefusedError when the home holds anything already."""
    refuse_unless_empty(home)
    with storage.lock(home):
        for name, text in reference_files(home, today).items():
            path = home.root / "reference" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_text(text, encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory(prefix="capaian-") as scratch, duckdb_session.connect() as con:
        for file in files(home, records, seed, today):
            path = Path(scratch) / file.name
            con.register("cells", file.cells)
            con.execute(f"copy cells to '{path}' (header, delimiter ';')")
            con.unregister("cells")
            receipt = load.load(home, load.Request(path, kinds.kind(file.kind), who=WHO, demo=True))
            if receipt.rows_accepted != len(file.cells):
                raise AssertionError(f"{file.name}: {receipt.problems[:3]}")
            path.unlink()
