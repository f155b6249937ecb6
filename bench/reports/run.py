"""How long documents take, against their limits: python -m bench.reports.run [HOME]

Without HOME a demo home of a million applications is made first and thrown away. Limits: the province's report 3 s, the
governor's sheet 0.3 s, a workbook of 100,000 rows 1.3 times XlsxWriter alone, a package twice DuckDB's own COPY
of the same tables (told beside it: of COPY with its CSV compressed, as a package has it).
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from access.identity.scope import EVERYTHING
from data.demo import filling
from data.duckdb_session import quoted
from data.home import Home
from data.ledger import entries
from data.schema import kinds
from data.settings.places import now_of, today_of
from metrics.cells import build
from metrics.periods import plus_months
from reports.content.content import Content
from reports.content.options import Options
from reports.content.stamp import Stamp
from reports.documents import registry
from reports.formats import data_package, pdf, workbook
from reports.uploads.problem_list import SAFE

RECORDS = 1_000_000
ROWS = 100_000
TIMES = 3


def main(home: Home) -> None:
    """Print one line a measure: what, seconds (the best of three), and the limit."""
    last = plus_months(f"{today_of(home):%Y-%m}", -1)
    [*_, newest] = entries.entries(home)
    issued = Stamp("MPP-2026-00001", newest.seq, newest.sha256, now_of(home).isoformat(), "bench")

    def gathered(document: str, form: str = "pdf", period: str = last) -> Content:
        return registry.gather(home, EVERYTHING, Options(period, None, document, form), issued)

    told("province report, PDF", best(lambda: pdf.render(gathered("capaian"))), "3 s")
    told("governor's sheet, PDF", best(lambda: pdf.render(gathered("lembar"))), "0.3 s")
    wide = many_rows(gathered("capaian"))
    ours, alone = best(lambda: workbook.render(wide)), best(lambda: plain_workbook(wide))
    told(f"workbook of {ROWS:,} rows", ours, f"1.3 x {alone:.2f} s: {ours / alone:.2f} x")
    everything = f"{plus_months(last, -35)}..{last}"
    content = gathered("skm", "csv", everything)
    with tempfile.TemporaryDirectory() as folder:
        ours = best(lambda: data_package.write(home, EVERYTHING, content, Path(folder) / "package.zip"), 1)
        alone = best(lambda: plain_copy(home, Path(folder)), 1)
        packed = best(lambda: plain_copy(home, Path(folder), "header, compression gzip"), 1)
    told("package of all records", ours, f"2 x {alone:.2f} s: {ours / alone:.2f} x; of gzip: {ours / packed:.2f} x")


def best(act: Callable[[], object], times: int = TIMES) -> float:
    """Seconds of the quickest of several runs."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return min(found)


def told(what: str, seconds: float, limit: str) -> None:
    print(f"{what:<32} {seconds:8.2f} s   (limit {limit})")


def many_rows(content: Content) -> Content:
    """A content whose scorecard by region has as many rows as is asked for."""
    rows = content.cards["period_by_region"]
    return replace(content, cards={"period_by_region": (rows * (ROWS // len(rows) + 1))[:ROWS]})


def plain_workbook(content: Content) -> bytes:
    """The same cells written with XlsxWriter and nothing else."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, SAFE) as book:
        two = book.add_format({"num_format": "#,##0.00"})
        by_indicator: dict[str, list[dict[str, Any]]] = {}
        for row in content.cards["period_by_region"]:
            by_indicator.setdefault(row["indicator"], []).append(row)
        for rows in by_indicator.values():
            sheet = book.add_worksheet()
            for line, row in enumerate(rows):
                for place, text in enumerate(("Per wilayah", "Oktober 2026", row["member"], "Kabupaten Aceh Besar")):
                    sheet.write_string(line, place, text)
                for place, name in enumerate(("numerator", "denominator", "actual", "target"), start=4):
                    if row[name] is not None:
                        sheet.write_number(line, place, row[name], two)
                value = "" if row["achievement_pct"] is None else row["achievement_pct"]
                at = line + 1
                formula = f'=IF(OR(ISBLANK(G{at}),ISBLANK(H{at})),"",IF(H{at}=0,"",MAX(0,G{at}/H{at}*100)))'
                sheet.write_formula(line, 9, formula, two, value)
                sheet.write_string(line, 10, "Tinggi")
                sheet.write_string(line, 11, row["status"])
                for place, value in enumerate(row["interval"] or (), start=12):
                    sheet.write_number(line, place, value, two)
                sheet.write_string(line, 14, row["confidence"] or "-")
    return kept.getvalue()


def plain_copy(home: Home, folder: Path, csv: str = "header") -> None:
    """The tables of a package, records and cells, as CSV and Parquet by DuckDB's own COPY and nothing else."""
    cells_too = "table_name like 'cells\\_%' escape '\\' or table_name like 'counts\\_%' escape '\\'"
    with duckdb.connect() as con:
        con.execute(f"attach {quoted(home.warehouse_path)} as warehouse (read_only)")
        found = con.execute(f"select table_name from duckdb_tables() where {cells_too}").fetchall()
        for name in (*kinds.names(), *(name for (name,) in found)):
            con.execute(f"copy warehouse.{name} to {quoted(folder / f'{name}.csv')} (format csv, {csv})")
            con.execute(f"copy warehouse.{name} to {quoted(folder / f'{name}.parquet')} (compression zstd)")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Home(Path(sys.argv[1])))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            made = Home(Path(scratch) / "home")
            filling.fill(made, RECORDS, 1, today_of(made))
            build.catch_up(made)
            main(made)
