"""A home: the folder that holds one office's ledger and settings."""

import os
from dataclasses import dataclass
from pathlib import Path

from data.errors import SetupError, error_text

SHIPPED = Path(__file__).resolve().parent
PROJECT = SHIPPED.parent


@dataclass(frozen=True)
class Home:
    """Where the ledger, the derived warehouse and the office's own settings lie; `root` need not exist yet."""

    root: Path
    settings: Path | None = None
    """Where the settings lie when they are not those of today (`--as-of`)."""
    lender: Path | None = None
    """The ledger's folder whose entries are linked into this home, for a home that is brought back for a while."""

    @property
    def ledger_dir(self) -> Path:
        """One folder per accepted act, and nothing else."""
        return unlinked(self.root / "ledger")

    @property
    def entries_at(self) -> Path:
        """The folder in which the entries really lie."""
        return self.lender or self.ledger_dir

    @property
    def warehouse_path(self) -> Path:
        """The derived DuckDB file; deleting it loses nothing."""
        return unlinked(self.root / "warehouse.duckdb")

    def own(self, *parts: str) -> Path | None:
        """A file that the home brings itself, None when it does not."""
        path = self.settings or self.root
        for part in parts:
            path = unlinked(path / part)
        return path if path.exists() else None

    def reference(self, name: str) -> Path:
        """The home's own reference file of that name, else the shipped one."""
        return self.own("reference", name) or SHIPPED / "reference" / name

    @property
    def targets(self) -> Path:
        """The home's own `targets.yaml`, else the shipped one."""
        return self.own("targets.yaml") or PROJECT / "targets.yaml"


def unlinked(path: Path) -> Path:
    """The path itself; SetupError when it is a symbolic link: what a home holds lies in it, not where somebody points.

    The home's own folder may be reached through one.
    """
    if path.is_symlink():
        raise SetupError(error_text("link_inside", file=path))
    return path


def from_environment() -> Home:
    """The home named by `CAPAIAN_HOME`, else `data/home` of this project."""
    named = os.environ.get("CAPAIAN_HOME")
    return Home(Path(named).expanduser().resolve() if named else SHIPPED / "home")
