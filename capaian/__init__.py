"""The library: `from capaian import open_home` answers as the terminal does, with DataFrames and plain types.

Once installed, the house lies in `capaian/house/`: its floors have names (`data`, `text`) too common for a folder that
all packages share, so they can be imported in a process that imports `capaian`, and in no other.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capaian.library import OpenHome

HOUSE = Path(__file__).resolve().parent / "house"
"""Where the floors lie in the installed package; beside this package in the sources."""


def _enter_house() -> None:
    """Make the floors importable; ImportError when another package of that name was imported before."""
    for floor in (path.parent.name for path in HOUSE.glob("*/__init__.py")):
        other = getattr(sys.modules.get(floor), "__file__", None)
        if floor in sys.modules and not Path(other or "/").resolve().is_relative_to(HOUSE):
            raise ImportError(f"capaian: {floor} ({other}) was imported before; import capaian first, or rename it")
    if HOUSE.is_dir() and str(HOUSE) not in sys.path:
        sys.path.insert(0, str(HOUSE))


_enter_house()


def open_home(root: "str | Path", *, region: str | None = None, as_of: int | None = None) -> "OpenHome":
    """A home to be asked for figures: everything, or what `region` sees; now, or as of an entry of the ledger.

    SetupError when there is no home at `root`, no such region, or no such entry yet.
    """
    from capaian.library import OpenHome  # the house is open only now

    return OpenHome.at(Path(root), region, as_of)
