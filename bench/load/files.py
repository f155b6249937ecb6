"""The files that are measured: applications made up by a hash of their number, the same for the same seed."""

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb
import xlsxwriter

from data.home import SHIPPED

FAULTS = 2_000
"""One row in so many has a fault: a service nobody knows, a decision before the application, a date of no calendar."""
MOMENTS = {"iso": ("%Y-%m-%d %H:%M", "%Y-%m-%d", ","), "indonesian": ("%d/%m/%Y %H.%M", "%d/%m/%Y", ";")}
"""How a file writes moments and days, and its separator."""
COLUMNS = {
    "nomor_permohonan": "varchar", "kode_wilayah": "varchar", "kode_layanan": "varchar", "kanal": "varchar",
    "waktu_ambil_antrean": "timestamp", "waktu_dipanggil": "timestamp", "waktu_diajukan": "timestamp",
    "waktu_berkas_lengkap": "timestamp", "waktu_selesai": "timestamp", "status": "varchar",
    "jumlah_pengembalian": "integer", "hari_jeda_pemohon": "integer", "tenggat": "date", "kode_hambatan": "varchar",
    "biaya_dibayar": "bigint",
}  # fmt: skip
"""Header → the type a typed read gives it."""


@dataclass(frozen=True)
class Made:
    """A file, how it is written, and its rows."""

    path: Path
    form: str
    rows: int


def make_csv(folder: Path, form: str, rows: int, seed: int, first: int = 0) -> Made:
    """Write a CSV of applications of 2024 and 2025, numbered from `first`, some 120 bytes a row."""
    path = folder / f"{form}-{rows}.csv"
    mark = MOMENTS[form][2]
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false; set memory_limit = '1GB'")
        con.execute("set temp_directory = $folder", {"folder": str(folder / "spill")})
        written = _rows(form, rows, seed, first)
        con.execute(f"copy ({written}) to '{path}' (header, delimiter '{mark}', null '', quote '')")
    return Made(path, form, rows)


def make_workbook(folder: Path, rows: int, seed: int) -> Made:
    """Write the same applications as a workbook whose cells are texts."""
    source = make_csv(folder, "iso", rows, seed)
    path = folder / f"workbook-{rows}.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Data")
    with source.path.open(encoding="utf-8", newline="") as stream:
        for i, cells in enumerate(csv.reader(stream)):
            sheet.write_row(i, 0, cells)
    book.close()
    return Made(path, "workbook", rows)


def _rows(form: str, rows: int, seed: int, first: int) -> str:
    """SQL: one row an application, its cells as the file writes them."""
    moment, day, _ = MOMENTS[form]
    written = {
        name: f"strftime({name}, '{moment}')"
        if of == "timestamp"
        else f"strftime({name}, '{day}')"
        if of == "date"
        else name
        for name, of in COLUMNS.items()
    }
    selected = ", ".join(f"{cell} as {name}" for name, cell in written.items())
    text = (Path(__file__).with_name("applications.sql")).read_text(encoding="utf-8")
    reference = SHIPPED / "reference"
    for name, value in {
        "rows": rows, "first": first, "seed": seed, "faults": FAULTS,
        "regions": f"'{reference / 'regions.csv'}'", "services": f"'{reference / 'services.csv'}'",
    }.items():  # fmt: skip
        text = text.replace(f"/* {name} */", str(value))
    return f"select {selected} from ({text}) order by number"
