"""How long one explanation takes: python -m bench.obstacles.timing HOME [--times 10].

HOME is a home of the demo (`cli.py demo --records 1000000`), or a copy of one swollen with --copies, which repeats its
transactions inside the warehouse: only its speed means anything then.
"""

import argparse
import statistics
import time
from pathlib import Path

import duckdb

from access.identity.scope import EVERYTHING
from data.home import Home
from data.warehouse.change import Change
from data.warehouse.database import Connection
from metrics.catalogue import indicators
from metrics.cells import build
from metrics.obstacles.explain import explain
from metrics.periods import previous_month
from metrics.scorecard.workspace import Workspace

QUESTIONS = ((None, "target"), (None, "previous"), (None, "last_year"), ("11.06", "target"), ("11.06", "province"))


def swell(home: Home, copies: int) -> int:
    """Repeat every transaction so often and make the cells anew; returns how many there are then."""
    with duckdb.connect(str(home.warehouse_path)) as con:
        con.execute("set python_enable_replacements = false")
        for number in range(2, copies + 1):
            con.execute(f"""
                insert into transactions
                select * replace (application_no || '-{number}' as application_no)
                from transactions where application_no not like '%-_' and application_no not like '%-__'
            """)
        build.Cells(indicators.load(home)).refresh(Connection(con), Change.everything())
        con.execute("checkpoint")
        return int(con.execute("select count(*) from transactions").fetchall()[0][0])


def main() -> None:
    """Print seconds per question: median and slowest."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("home", type=Path)
    asked.add_argument("--copies", type=int, default=1)
    asked.add_argument("--times", type=int, default=10)
    given = asked.parse_args()
    home = Home(given.home)
    if given.copies > 1:
        print(f"{swell(home, given.copies)} transactions")
    with Workspace(home, EVERYTHING) as workspace:
        month = max(month for _, month in workspace.reader.reported())
    for region, against in QUESTIONS:
        taken = []
        for _ in range(given.times):
            started, worked = time.monotonic(), time.process_time()
            explain(home, EVERYTHING, "on_time_rate", previous_month(month), region, against)  # type: ignore[arg-type]
            taken.append((time.monotonic() - started, time.process_time() - worked))
        wall, work = (sorted(column) for column in zip(*taken, strict=True))
        times = f"median {statistics.median(wall):5.2f} s, slowest {wall[-1]:5.2f} s"
        print(f"{region or 'province':>9} {against:<9} {times}, processor {statistics.median(work):5.2f} s")


if __name__ == "__main__":
    main()
