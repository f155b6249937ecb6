"""What a warehouse file rests on: the newest entry with records (number and fingerprint), and the versions in force."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from data import duckdb_session
from data.home import Home
from data.ledger import entries, setting_versions
from data.warehouse.facts import tables
from data.warehouse.steps import BESIDE

Stamp = tuple[int, str, str]
OF_ANOTHER_PROGRAM: Stamp = (0, "", "")


def due(home: Home, derivation_version: str) -> Stamp:
    """What an up-to-date file is stamped with."""
    return *entries.records_head(home), versions(home, derivation_version)


def versions(home: Home, derivation_version: str) -> str:
    """The versions of the facts' SQL, of calendar and reference tables, and of what is derived further."""
    facts = setting_versions.version(home, "calendar", "reference")
    return f"{tables.version()} {facts} {derivation_version}"


def of(con: duckdb.DuckDBPyConnection) -> Stamp:
    """The number and fingerprint of the newest entry with records, and the versions, that a warehouse rests on."""
    seq, fingerprint, versions = con.execute("select seq, fingerprint, versions from stamp").fetchall()[0]
    return seq, fingerprint, versions


def of_file(path: Path) -> Stamp | None:
    """The stamp of a file, None where there is none or it cannot be read.

    A whole file whose stamp has another form is another program's: nothing can be built upon OF_ANOTHER_PROGRAM.
    """
    if not path.exists():
        return None
    try:
        with opened(path) as con:
            return of(con)
    except (duckdb.CatalogException, duckdb.BinderException):
        return OF_ANOTHER_PROGRAM
    except duckdb.Error:
        return None  # a file that cannot be read is derived anew


def are_defined_alike(versions: str, others: str) -> bool:
    """Whether tables of one version need not be made anew to be of the other."""
    return versions.partition(BESIDE)[0] == others.partition(BESIDE)[0]


def can_go_on(stamp: Stamp, listed: list[entries.Entry], versions: str) -> bool:
    """Whether a file rests on the same facts and on entries that are still those of the ledger, or on none."""
    same_facts = stamp[2].split()[:2] == versions.split()[:2]
    return same_facts and (
        stamp[0] == 0 or any(e.seq == stamp[0] and e.folder.name.endswith(f"-{stamp[1]}") for e in listed)
    )


def put(con: duckdb.DuckDBPyConnection, listed: list[entries.Entry], versions: str) -> None:
    """Stamp the open file with the newest of these entries that changes records."""
    con.execute("create or replace table stamp (seq bigint, fingerprint varchar, versions varchar)")
    counted = [entry for entry in listed if entry.is_upload or entry.kind == "undo"]
    seq = counted[-1].seq if counted else 0
    fingerprint = counted[-1].folder.name.rsplit("-", 1)[-1] if counted else ""
    con.execute("insert into stamp values ($seq, $print, $v)", {"seq": seq, "print": fingerprint, "v": versions})


@contextlib.contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file, read-only, to a reader of its own."""
    with duckdb_session.reading(path) as con:
        yield con
