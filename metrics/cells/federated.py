"""Cells that other offices have sent: they stand beside the home's own, which say nothing of those regions then.

A package is an entry of the ledger (kind `cells`), checked and put there by `reports.federation`. Of each office the
newest counts. Sums are taken by the name of their column where its SQL is that of this home, distributions by the hash
in their name; what a package does not tell is unknown here. A service or agency that this home does not know is "-".
"""

import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import sql_files
from data.home import Home
from data.ledger import acts
from metrics.catalogue.indicators import RUNNING, STREAMS_DIR
from metrics.catalogue.streams import LIVE, STOCK_MONTHS
from metrics.cells.act_cells import Connection

_HERE = Path(__file__).parent
KIND = "cells"
"""Kind of the entry, and the word of `load --kind`."""
MANIFEST = "cells.json"
PROTECTED = "protected"
PROTECTED_COLUMNS = "stream varchar, month date, region_code varchar"
"""What an office has not sent, to protect few persons."""
STANDING = "packages"
STANDING_COLUMNS = "sha256 varchar, region_code varchar"
"""Which packages the cells hold, by the regions that each tells of."""
OWN_ONLY = (*RUNNING, "milestone_plans", *LIVE)
"""Streams that no office sends: whether an MPP operates, and small acts, are what this home itself knows."""


@dataclass(frozen=True)
class Package:
    """One office's cells: its regions, and stream → column → SQL of the sums it tells."""

    folder: Path
    seq: int
    place: str
    regions: tuple[str, ...]
    columns: Mapping[str, Mapping[str, str]]
    tables: frozenset[str]
    sha256: str

    def file(self, table: str) -> str:
        """SQL that reads one of its tables."""
        return f"read_parquet('{str(self.folder / f'{table}.parquet').replace(chr(39), chr(39) * 2)}')"


def standing(home: Home, as_of: int | None = None) -> tuple[Package, ...]:
    """The newest package of each office that nobody has withdrawn, by its place."""
    newest = {entry.what["place"]: entry for entry in acts.standing(home, KIND, as_of=as_of)}
    return tuple(_read(newest[place].folder, newest[place].seq) for place in sorted(newest))


@functools.lru_cache(maxsize=256)
def _read(folder: Path, seq: int) -> Package:
    """A package is never changed, so it is read once."""
    written = (folder / MANIFEST).read_bytes()
    manifest: dict[str, Any] = json.loads(written)
    return Package(
        folder=folder,
        seq=seq,
        place=manifest["place"],
        regions=tuple(manifest["regions"]),
        columns=manifest["columns"],
        tables=frozenset(name.removesuffix(".parquet") for name in manifest["files"]),
        sha256=hashlib.sha256(written).hexdigest(),
    )


def definitions() -> str:
    """What offices must agree on for their cells to mean the same: a hash over the SQL of all streams."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(STREAMS_DIR.glob("*.sql")))
    return hashlib.sha256("\n".join(texts).encode("utf-8")).hexdigest()[:16]


def version(packages: Sequence[Package]) -> str:
    """Changes when other packages stand."""
    return "".join(package.sha256 for package in packages)


def changed(run: Connection, packages: Sequence[Package]) -> frozenset[str]:
    """The regions that another package tells of than those which the cells hold, or none any more."""
    before: set[Any] = set(run.rows(f"select sha256, region_code from {STANDING}"))
    return frozenset(region for _, region in before ^ {*_regions(packages)})


def note(run: Connection, packages: Sequence[Package]) -> None:
    """Write down that the cells hold these."""
    run.execute(f"delete from {STANDING}")
    pairs = [*_regions(packages)]
    digests, regions = [sha256 for sha256, _ in pairs], [region for _, region in pairs]
    run.execute(f"insert into {STANDING} select unnest($d), unnest($r)", {"d": digests, "r": regions})


def _regions(packages: Sequence[Package]) -> Iterator[tuple[str, str]]:
    return ((package.sha256, region) for package in packages for region in package.regions)


def is_sent(packages: Sequence[Package], stream: str, table: str) -> bool:
    """Whether a table is of cells, and of a stream that offices send."""
    return bool(packages) and stream not in OWN_ONLY and table.startswith(("cells_", "counts_"))


def regions_sent(packages: Sequence[Package]) -> str:
    """SQL: the regions of packages, listed; what this home's own records say of them is not shown."""
    return ", ".join(f"'{region}'" for package in packages for region in package.regions)


def put(
    run: Connection,
    packages: Sequence[Package],
    stream: str,
    table: str,
    measures: Mapping[str, str],
    touched: Callable[[str], str] = lambda select: select,
) -> None:
    """Put sums or a distribution in, where the table is of cells; what a package defines otherwise is null.

    The table holds nothing of their regions that is `touched`: SQL for those rows of a select that are put in.
    """
    for package in packages if is_sent(packages, stream, table) else ():
        if table not in package.tables:
            continue
        rows = f"({touched(f'select * from {package.file(table)}')})"
        if table == f"cells_{stream}":
            columns = package.columns.get(stream, {})
            sums = ", ".join(
                f"sum({column}) as {column}" if columns.get(column) == sql else f"cast(null as double) as {column}"
                for column, sql in measures.items()
            )
            fragments = {"rows": rows, "keys": "", "sums": sums}
        else:
            fragments = {"rows": rows, "keys": ", value", "sums": "sum(n) as n"}
        fragments["regions"] = regions_sent([package])
        run.execute(f"insert into {table} {sql_files.read(_HERE / 'federated_cells.sql', **fragments)}")


def put_months(run: Connection, packages: Sequence[Package]) -> None:
    """Months of stocks that only the packages know, and which figures are protected in them."""
    run.execute(f"delete from {PROTECTED}")
    for package in packages:
        run.execute(f"insert into {PROTECTED} select stream, month, region_code from {package.file(PROTECTED)}")
        for table in STOCK_MONTHS.values():
            others = f"select month from {table}"
            run.execute(f"insert into {table} select * from {package.file(table)} where month not in ({others})")
