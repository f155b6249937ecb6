"""A package of the home's cells for another office: no records, answers of few persons told together or not at all.

Region by region the sums stay exact. Of the survey, service and channel are not told, and an agency only where five
people or more answered for it in the month; a region's month with fewer than five answers is protected.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from access.identity.scope import EVERYTHING
from data import sql_files
from data.duckdb_session import quoted
from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import storage
from data.settings.places import now_of, places
from metrics.catalogue.streams import OF_PERSONS, STOCK_MONTHS
from metrics.cells import build, federated
from metrics.cells.build import Connection
from metrics.cells.federated import OWN_ONLY, PROTECTED
from metrics.scorecard.workspace import Workspace
from metrics.survey.disclosure_control import FEWEST
from reports.content.code_version import code_version
from reports.federation import package
from reports.federation.package import Contents, Listed
from reports.proof import office_key
from reports.proof.checkpoints import LEDGER_DIGITS

_HERE = Path(__file__).parent
OF_PERSONS_FOLDED = {"agency": "told.told_as", "service": "'-'", "channel": "'-'", "kept": "told.told_as is not null"}
AS_THEY_ARE = {
    "agency": "cast(cells.agency_code as varchar)",
    "service": "cast(cells.service_code as varchar)",
    "channel": "cast(cells.channel as varchar)",
    "kept": "true",
}


@dataclass(frozen=True)
class _Table:
    """A table of cells or counts, the stream it is of, its further keys and its sums."""

    name: str
    stream: str
    keys: str
    sums: str


def export(home: Home, path: Path, secret: bytes | None = None) -> Contents:
    """Write the package; SetupError without a key of the office, RefusedError for an empty ledger."""
    key = office_key.private_key(home, secret)
    if key is None:
        raise SetupError(error_text("cells_key_absent", file=home.root / office_key.FILE))
    with Workspace(home, EVERYTHING) as workspace, tempfile.TemporaryDirectory(prefix="capaian-") as scratch:
        if not workspace.entries:
            raise RefusedError(error_text("checkpoint_empty"))
        tree, folder, cells = places(home), Path(scratch), build.Cells(workspace.indicators)
        files = _write(workspace.connection, cells, tree.all_leaves, folder)
        first, last = workspace.entries[0], workspace.entries[-1]
        contents = Contents(
            form=package.FORM,
            place=tree.root,
            ledger=first.sha256[:LEDGER_DIGITS],
            head=(last.seq, last.sha256),
            at=now_of(home).isoformat(),
            program=code_version(),
            demo=workspace.has_demo,
            regions=tree.all_leaves,
            definitions=federated.definitions(),
            columns={stream: of for stream, of in cells.measures().items() if stream not in OWN_ONLY},
            protected=files[f"{PROTECTED}.parquet"].rows,
            files=files,
        )
        try:
            with storage.whole_file(path) as side:
                package.write(folder, contents, key, side)
        except OSError as error:
            raise SetupError(error_text("cells_not_written", file=path, reason=error.strerror or error)) from error
    return contents


def _write(run: Connection, cells: build.Cells, regions: tuple[str, ...], folder: Path) -> dict[str, Listed]:
    """Write every table as Parquet; file name → what the list says of it."""
    listed = ", ".join(quoted(region) for region in regions)
    for stream in OF_PERSONS:
        fragments = {"stream": stream, "fewest": str(FEWEST)}
        agencies = sql_files.read(_HERE / "told_agencies.sql", **fragments)
        run.execute(f"create or replace temp table told_{stream} as {agencies}")
    written = {}
    for table in _tables(cells):
        is_of_persons = table.stream in OF_PERSONS
        join = (
            f"inner join told_{table.stream} as told using (month, region_code, agency_code)" if is_of_persons else ""
        )
        fragments = OF_PERSONS_FOLDED if is_of_persons else AS_THEY_ARE
        fragments = {**fragments, "table": table.name, "keys": table.keys, "sums": table.sums, "join": join}
        sql = sql_files.read(_HERE / "exported_cells.sql", regions=listed, **fragments)
        written[f"{table.name}.parquet"] = _copied(run, sql, folder / f"{table.name}.parquet")
    protected = " union all ".join(
        f"select distinct '{stream}' as stream, month, cast(region_code as varchar) as region_code"
        f" from told_{stream} where told_as is null"
        for stream in OF_PERSONS
    )
    for name, sql in {PROTECTED: f"{protected} order by all"}.items() | {
        (table, f"select month, stock_day from {table} order by month") for table in STOCK_MONTHS.values()
    }:
        written[f"{name}.parquet"] = _copied(run, sql, folder / f"{name}.parquet")
    return written


def _tables(cells: build.Cells) -> list[_Table]:
    tables = [
        _Table(f"cells_{stream}", stream, "", ", ".join(f"sum(cells.{column}) as {column}" for column in measures))
        for stream, measures in cells.measures().items()
        if stream not in OWN_ONLY
    ]
    return tables + [
        _Table(f"counts_{name}", stream, ", cells.value", "cast(sum(cells.n) as bigint) as n")
        for name, (stream, _, _) in cells.distributions().items()
        if stream not in OWN_ONLY
    ]


def _copied(run: Connection, sql: str, path: Path) -> Listed:
    run.execute(f"copy ({sql}) to {quoted(path)} (format parquet, compression zstd)")
    rows = run.rows(f"select count(*) from read_parquet({quoted(path)})")[0][0]
    return package.listed_of(path, int(str(rows)))
