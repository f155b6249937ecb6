"""A workbook as text, read in a child process of its own.

A sparse sheet of 1.4 KB or a zip bomb can take all memory of whoever reads it. So the zip directory is looked at
first, and the rest is done by a child with limits of memory and time: if it dies, one file is refused.
"""

import csv
import datetime
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from data.errors import RefusedError
from data.intake.source import cell_formats, formula_errors
from data.intake.source.merged_cells import Merge

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MEMORY_BYTES = 3 << 30
SECONDS = 240
UNPACKED_BYTES = 1 << 30
EXACT = 1e15
RATIO = 200
"""A sheet of repeated text packs 20 to 60 times; a bomb a thousand times."""


@dataclass(frozen=True)
class SheetText:
    """One visible sheet: its name and a CSV file whose first column is the row of the spreadsheet."""

    name: str
    path: Path
    merges: tuple[Merge, ...] = ()
    hidden: tuple[int, ...] = ()
    """The hidden rows by their numbers."""


def sheets(path: Path, scratch: Path, decimal_mark: str) -> list[SheetText]:
    """Every visible sheet as CSV in `scratch`; RefusedError when the file is no workbook, or far too much."""
    _look_before_unpacking(path)
    command = [
        sys.executable,
        "-m",
        "data.intake.source.workbook",
        str(path.resolve()),
        str(scratch.resolve()),
        decimal_mark,
    ]
    try:
        child = subprocess.run(
            command, capture_output=True, timeout=SECONDS, check=False, cwd=Path(__file__).resolve().parents[3]
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError("file_too_large") from error
    if child.returncode == 1:
        raise RefusedError("file_unreadable")
    if child.returncode != 0:
        raise RefusedError("file_too_large")
    return [
        SheetText(told["name"], scratch / told["file"], tuple(map(tuple, told["merges"])), tuple(told["hidden"]))
        for told in json.loads(child.stdout)
    ]


def _look_before_unpacking(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(info.file_size for info in packed.infolist())
    except zipfile.BadZipFile as error:
        raise RefusedError("file_unreadable") from error
    if unpacked > UNPACKED_BYTES or unpacked > max(64 << 20, RATIO * path.stat().st_size):
        raise RefusedError("file_too_large")


def _child(path: str, scratch: str, decimal_mark: str) -> int:
    """The child's whole work: exit code 1 when the file is no workbook."""
    _limit_memory()
    import python_calamine

    told = []
    try:
        workbook = python_calamine.load_workbook(path)
        with ThreadPoolExecutor(1) as beside:  # calamine lets others work while it unpacks
            failed = beside.submit(formula_errors.find, Path(path))
            formats = beside.submit(cell_formats.find, Path(path))
            for i, metadata in enumerate(workbook.sheets_metadata):
                if metadata.visible != python_calamine.SheetVisibleEnum.Visible:
                    continue
                sheet = workbook.get_sheet_by_index(i)
                shown = formats.result().get(metadata.name, cell_formats.Formats())
                errors = failed.result().get(metadata.name, {})
                rows = _numbered(sheet, errors, shown.percent, decimal_mark)
                file = f"sheet{i}.csv"
                with (Path(scratch) / file).open("w", encoding="utf-8", newline="") as out:
                    _write(out, rows)
                merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or () if last[0] > first[0]]
                hidden = sorted(shown.hidden)
                told.append({"name": metadata.name, "file": file, "merges": merges, "hidden": hidden})
    except (python_calamine.CalamineError, zipfile.BadZipFile, ExpatError, ElementTree.ParseError):
        return 1
    except MemoryError:
        return 3
    print(json.dumps(told))
    return 0


def _write(out: TextIO, rows: Iterable[tuple[int, list[str]]]) -> None:
    """Rows as CSV; one that needs no quotation marks, as most, is written as it is."""
    writer = csv.writer(out, lineterminator="\n")
    for number, texts in rows:
        line = ",".join(texts)
        if line.count(",") == len(texts) - 1 and line.isprintable() and '"' not in line:
            out.write(f"{number},{line}\n")
        else:
            writer.writerow([number, *texts])


def _numbered(
    sheet: "CalamineSheet", failed: formula_errors.Errors, percent: set[tuple[int, int]], decimal_mark: str
) -> Iterator[tuple[int, list[str]]]:
    """The number of each row that is not blank, and its cells as text, with the error where a formula failed."""
    before = [""] * (sheet.start[1] if sheet.start else 0)  # rows begin at the first column that is used
    errors: dict[int, dict[int, str]] = {}
    for (row, column), shown in failed.items():
        errors.setdefault(row, {})[column] = shown
    shares: dict[int, list[int]] = {}
    for row, column in percent:
        shares.setdefault(row, []).append(column - len(before))
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        for column in shares.get(number - 1, ()):
            if column < len(cells) and isinstance(share := cells[column], float):
                cells[column] = _as_percent(share, decimal_mark)
        try:
            texts = [*map(str.strip, cells)]  # type: ignore[arg-type]  # where all are texts, as in most rows
        except TypeError:
            texts = [cell.strip() if type(cell) is str else _as_text(cell, decimal_mark) for cell in cells]
        failures = errors.pop(number - 1, {})
        if failures or any(texts):
            texts = before + texts
            for column, shown in failures.items():
                texts += [""] * (column + 1 - len(texts))
                texts[column] = shown
            yield number, texts
    for row, below in sorted(errors.items()):
        yield row + 1, [below.get(column, "") for column in range(max(below) + 1)]


def _as_percent(share: float, decimal_mark: str) -> str:
    """0.965 → 96,5%: as the cell shows it, and not as it is stored."""
    written = f"{Decimal(repr(share)) * 100:f}"
    whole, _, part = written.partition(".")
    part = part.rstrip("0")
    return f"{whole}{decimal_mark}{part}%" if part else f"{whole}%"


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _as_text(cell: object, decimal_mark: str) -> str:
    """A cell as an official would have typed it; moments in ISO 8601."""
    if isinstance(cell, datetime.datetime):
        return (cell + datetime.timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float) and abs(cell) >= EXACT:
        return f"{cell:E}"  # a number cell keeps fifteen digits: the others are lost, and must not look whole
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", decimal_mark)
    return str(cell).strip()


if __name__ == "__main__":
    sys.exit(_child(*sys.argv[1:4]))
