"""Files as offices send them, drawn as tables; and what a home holds on the disk."""

import hashlib
from pathlib import Path

import pandas as pd

from data.home import Home
from data.intake import load
from data.intake.receipt import Receipt
from data.intake.source import profiles
from data.intake.source.profiles import PLAIN, Profile
from data.schema import kinds

HEADERS = "nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan"
ROW = "11.71 | DKC-01 | 2026-03-02 09:00"


def lines(table: str) -> list[list[str]]:
    """The cells of a drawn table, line by line."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def write(path: Path, table: str, mark: str = ";") -> Path:
    """A drawn table as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(mark.join(cells) + "\n" for cells in lines(table)), encoding="utf-8")
    return path


def send(
    home: Home,
    table: str,
    kind: str = "transactions",
    *,
    name: str = "berkas.csv",
    profile: Profile = PLAIN,
    region: str | None = None,
    dry_run: bool = False,
) -> Receipt:
    """Load a drawn table into a home by the way every upload takes."""
    path = write(home.root.parent / "sent" / name, table)
    return load.load(home, load.Request(path, kinds.kind(kind), profile, region, "petugas", dry_run))


def rows(home: Home, receipt: Receipt) -> pd.DataFrame:
    """The accepted rows of an upload, as the ledger holds them."""
    [path] = home.ledger_dir.glob(f"{receipt.seq:08d}-*/rows.parquet")
    return pd.read_parquet(path)


def found(receipt: Receipt) -> list[tuple[int | None, str | None, str, str]]:
    """Every problem as (row, column, rule, severity)."""
    return [(problem.row, problem.column, problem.rule, problem.severity) for problem in receipt.problems]


def on_disk(root: Path) -> dict[str, str]:
    """Every folder and file under a path with the SHA-256 of its contents: equal when nothing was touched."""
    return {
        path.relative_to(root).as_posix(): "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
    }


def profile_of(**parts: object) -> Profile:
    """An import profile made of the parts named."""
    return profiles.Profile.model_validate(parts)
