"""The warehouse made whole by Spark: computed beside the ledger without its lock, then put in by DuckDB."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data import duckdb_session
from data.duckdb_session import quoted
from data.errors import SetupError, error_text
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from data.schema import kinds
from data.warehouse import database, orphans, steps, successors, version
from data.warehouse.build import Derivation
from data.warehouse.facts import enum_types, tables
from data.warehouse.handover import RestsOn
from data.warehouse.spark import session
from data.warehouse.spark.engine import Engine


def rebuild(home: Home, derivation: Derivation, master: str, work: Path) -> int:
    """Derive the warehouse anew by Spark at `master`; returns the newest entry it rests on.

    `work` is a folder, not made yet, that driver and workers see at the same path; it is removed in the end. Uploads go
    on meanwhile: what they add is caught up from the entry the warehouse rests on.
    """
    orphans.refuse(home)
    rests_on = RestsOn(entries.entries(home), version.versions(home, derivation.version))
    if work.exists():
        raise SetupError(error_text("spark_work", folder=work))
    work.mkdir(parents=True)
    try:
        with session.opened(master) as spark:
            compute(spark, home, derivation, rests_on.listed, work)
        database.put_in(home, derivation, rests_on, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return rests_on.listed[-1].seq if rests_on.listed else 0


def compute(spark: Any, home: Home, derivation: Derivation, listed: list[Entry], work: Path) -> None:
    """Leave every table of the warehouse that comes from records in `work`, a folder of Parquet files each.

    Roll-ups of those are made where they are put in.
    """
    engine = Engine(spark, work)
    standing = entries.standing(listed)
    for name, file in _frames(home, derivation, standing, work / "frames"):
        engine.frame(name, file)
    for kind in kinds.names():
        engine.rows(kind, [entry for entry in standing if entry.kind == kind])
    for step in (*steps.steps(successors.successors(home)), *derivation.steps()):
        if step.how != "rollup":
            engine.run(step)


def _frames(home: Home, derivation: Derivation, standing: list[Entry], folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the tables that steps rest on beside records, typed as DuckDB has them; yields each name and file."""
    folder.mkdir()
    with contextlib.closing(duckdb_session.connect()) as con:
        tables.put(con, home)
        for column, name in enum_types.KNOWN.items():
            codes = sorted(enum_types.known(home)[column])
            con.execute(f"create table {name} as select unnest($codes) as code", {"codes": codes})
        con.execute("create table entries (seq bigint, reported_on date)")
        for entry in standing:
            con.execute("insert into entries values ($seq, $day)", {"seq": entry.seq, "day": entry.when[:10]})
        for name, columns in derivation.beside.items():
            con.execute(f"create table {name} ({columns})")
        for (name,) in con.execute("select table_name from duckdb_tables()").fetchall():
            file = folder / f"{name}.parquet"
            con.execute(f"copy {name} to {quoted(file)} (format parquet)")
            yield name, file
