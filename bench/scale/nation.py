"""A home of national shape, filled with a package of made-up cells: 38 provinces, 514 regions, 300 services, months."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.home import SHIPPED, Home
from data.ledger import entries, storage
from metrics.catalogue import indicators
from metrics.catalogue.streams import STOCK_MONTHS
from metrics.cells import build
from metrics.cells.federated import KIND, MANIFEST, OWN_ONLY, PROTECTED

PROVINCES, REGIONS, SERVICES, AGENCIES = 38, 514, 300, 28
CHANNELS = ("langsung", "elektronik", "mandiri", "bergerak", "-")
LARGE = ("receipts", "completions", "backlog", "visits", "catalogue")
"""Streams with cells of every service and channel; the others have them by region and agency."""
NATION = "00"


@dataclass(frozen=True)
class Shape:
    """How many months, and the share of region × service × channel that has cells in a month."""

    months: int
    density: float


def make(home: Home, shape: Shape) -> int:
    """Write the tables of the home and the entry with the cells; returns the rows of all cells."""
    reference = home.root / "reference"
    reference.mkdir(parents=True)
    regions = list(_regions())
    _write(
        reference / "regions.csv", ["code", "name", "type", "capital", "parent", "lat", "lon", "population"], regions
    )
    for name in ("mpp_status.csv", "service_plan.csv"):
        head = (SHIPPED / "reference" / name).read_text(encoding="utf-8").splitlines()[0]
        (reference / name).write_text(head + "\n", encoding="utf-8")
    with (SHIPPED / "reference" / "services.csv").open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))
    services = [list((first | _service(number)).values()) for number in range(SERVICES)]
    _write(reference / "services.csv", list(first), services)
    leaves = [row[0] for row in regions if "." in row[0]]
    with storage.side_folder(home) as folder:
        rows = _cells(folder, leaves, shape, build.Cells(indicators.load(home)))
        entries.append(home, folder, KIND, "bench", {"place": NATION, "ledger": "0" * 8, "head": [1, "0" * 64]})
    return rows


def _regions() -> Iterator[list[str]]:
    yield [NATION, "Nasional", "negara", "", "", "", "", ""]
    for place in range(PROVINCES):
        code = f"{place + 11}"
        yield [code, f"Provinsi {code}", "provinsi", "", NATION, "", "", ""]
        for number in range(REGIONS // PROVINCES + (place < REGIONS % PROVINCES)):
            yield [f"{code}.{number + 1:02}", f"Daerah {code}.{number + 1:02}", "kabupaten", "", code, "", "", "400000"]


def _service(number: int) -> dict[str, str]:
    agency = f"A{number % AGENCIES:02}"
    code = f"{agency}-{number:03}"
    return {"code": code, "name": f"Layanan {number}", "agency_code": agency, "agency": f"Instansi {agency}"}


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def _cells(folder: Path, leaves: list[str], shape: Shape, cells: build.Cells) -> int:
    columns = {stream: of for stream, of in cells.measures().items() if stream not in OWN_ONLY}
    total = 0
    files: list[str] = []
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false; set memory_limit = '2GB'")
        con.execute("set temp_directory = $folder", {"folder": str(folder.parent / "spill")})
        con.execute("create table regions as select unnest($codes) as region_code", {"codes": leaves})
        con.execute(f"""
            create table months as
            select cast(date '2026-10-01' - back * interval 1 month as date) as month, last_day(month) as stock_day
            from range({shape.months}) as r(back) order by month
        """)
        con.execute(f"""
            create table parts as
            select printf('A%02d', number % {AGENCIES}) as agency_code,
                printf('A%02d-%03d', number % {AGENCIES}, number) as service_code, channel
            from range({SERVICES}) as s(number), (select unnest($channels) as channel)
        """, {"channels": list(CHANNELS)})  # fmt: skip
        con.execute(f"""
            create table wide as
            select *, 1 + hash(month, region_code, service_code, channel) % 50 as n
            from months, regions, parts
            where hash(region_code, month, channel, service_code, 7) % 10000 < {round(shape.density * 10000)}
            order by month, region_code
        """)
        con.execute(f"""
            create table narrow as
            select *, '-' as service_code, '-' as channel, 5 + hash(month, region_code, agency_code) % 90 as n
            from months, regions, (select printf('A%02d', number) as agency_code from range({AGENCIES}) as a(number))
            order by month, region_code
        """)
        for stream, measures in columns.items():
            sums = ", ".join(f"{_sum(column)} as {column}" for column in measures)
            source = "wide" if stream in LARGE else "narrow"
            total += _copy(con, folder, f"cells_{stream}", f"select month, {_PARTS}, {sums} from {source}", files)
        for name, (stream, _, _) in cells.distributions().items():
            if stream not in OWN_ONLY:
                values = "narrow, range(1, 9) as v(value)"
                counts = f"select month, {_PARTS}, value, cast(1 + n // 5 as bigint) as n from {values}"
                total += _copy(con, folder, f"counts_{name}", counts, files)
        for table in STOCK_MONTHS.values():
            _copy(con, folder, table, "select month, stock_day from months", files)
        protected = "select '' as stream, month, '' as region_code from months where false"
        _copy(con, folder, PROTECTED, protected, files)
    listed = {"place": NATION, "regions": leaves, "columns": columns, "files": files}
    (folder / MANIFEST).write_text(json.dumps(listed), encoding="utf-8")
    return total


_PARTS = "region_code, agency_code, service_code, channel"


def _sum(column: str) -> str:
    """Sums that hold together: a numerator is a part of its denominator, squares are those of about three days."""
    part = column.rsplit("__", 1)[-1]
    if part == "squares":
        return "cast(n * 9 as double)"
    share = f"hash(n, region_code, '{column}') % 60" if part == "numerator" else "0"
    return f"cast(n - n * ({share}) // 100 as double)"


def _copy(con: duckdb.DuckDBPyConnection, folder: Path, name: str, sql: str, files: list[str]) -> int:
    path = folder / f"{name}.parquet"
    con.execute(f"copy ({sql}) to '{path}' (format parquet, compression zstd)")
    files.append(path.name)
    return int(con.execute(f"select count(*) from '{path}'").fetchall()[0][0])
