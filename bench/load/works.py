"""What is measured, each in a process of its own: `python -m bench.load.works WORK ARGUMENTS`."""

import json
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import python_calamine

from bench.load.files import COLUMNS, MOMENTS
from data.home import Home
from data.intake import load
from metrics.cells import build


def whole_load(path: str, rows: str, folder: str) -> float:
    """Read, check, ledger, warehouse and cells of a file into an empty home."""
    with tempfile.TemporaryDirectory(dir=folder) as root:
        home = Home(Path(root) / "home")
        began = time.perf_counter()
        receipt = load.load(home, load.request(home, Path(path), "transactions"))
        build.catch_up(home)
        seconds = time.perf_counter() - began
        faults = {problem.row for problem in receipt.problems if problem.severity == "error"}
        assert receipt.rows_read == int(rows) and receipt.rows_accepted == int(rows) - len(faults), receipt.rows_read
    return seconds


def typed_copy(path: str, form: str, folder: str) -> float:
    """The engine's own COPY of the same CSV into a typed table of a database file, until it is on the disk."""
    moment, day, mark = MOMENTS[form]
    with tempfile.TemporaryDirectory(dir=folder) as place, duckdb.connect(str(Path(place) / "typed.duckdb")) as con:
        con.execute("set enable_progress_bar = false")
        con.execute(f"create table read ({', '.join(f'{name} {of}' for name, of in COLUMNS.items())})")
        began = time.perf_counter()
        con.execute(
            f"copy read from '{path}' (header, delimiter '{mark}', timestampformat '{moment}', dateformat '{day}')"
        )
        con.execute("checkpoint")
        return time.perf_counter() - began


def typed_table(path: str, form: str) -> float:
    """The engine's own typed read of the same CSV into a table in memory."""
    return _timed(f"create table read as select * from {_typed(path, form)}")


def typed_parquet(path: str, form: str, folder: str) -> float:
    """The engine's own typed copy of the same CSV to Parquet."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        into = Path(place) / "rows.parquet"
        return _timed(f"copy (select * from {_typed(path, form)}) to '{into}' (format parquet, compression zstd)")


def sheet_rows(path: str) -> float:
    """The reader's own rows of the same sheet, as Python values."""
    began = time.perf_counter()
    python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
    return time.perf_counter() - began


def _typed(path: str, form: str) -> str:
    moment, day, mark = MOMENTS[form]
    columns = ", ".join(f"'{name}': '{of}'" for name, of in COLUMNS.items())
    return (
        f"read_csv('{path}', columns = {{{columns}}}, header = true, delim = '{mark}',"
        f" timestampformat = '{moment}', dateformat = '{day}')"
    )


def _timed(sql: str) -> float:
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        began = time.perf_counter()
        con.execute(sql)
        return time.perf_counter() - began


WORKS = {work.__name__: work for work in (whole_load, typed_copy, typed_table, typed_parquet, sheet_rows)}

if __name__ == "__main__":
    print(json.dumps({"seconds": WORKS[sys.argv[1]](*sys.argv[2:])}))
