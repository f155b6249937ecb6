"""A workbook, or what is exported under its name, as text, read in a child process of its own.

A sparse sheet of 1.4 KB or a zip bomb can take all memory of whoever reads it. So the zip directory is looked at
first, and the rest is done by a child with limits of memory and time: if it dies, one file is refused.
"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from data.errors import RefusedError
from data.intake.files import (
    cell_formats,
    cell_values,
    containers,
    formula_errors,
    html_tables,
    spreadsheetml,
)
from data.intake.files.file_format import Format
from data.intake.files.merged_cells import Merge
from data.intake.files.sheet_writer import clipped, write_row

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MEMORY_BYTES = 3 << 30
SECONDS = 240
PASSWORD, TOO_LARGE, UNREADABLE = 4, 3, 1
"""Exit codes of the child; when it is killed, the file is too large as well."""


@dataclass(frozen=True)
class SheetText:
    """One visible sheet: its name and a CSV file whose first column is the row of the spreadsheet."""

    name: str
    path: Path
    merges: tuple[Merge, ...] = ()
    hidden: tuple[int, ...] = ()
    """The hidden rows by their numbers."""
    unseen: int = 0
    """How many sheets of its workbook are hidden."""


def sheets(path: Path, form: Format, scratch: Path, decimal_mark: str) -> list[SheetText]:
    """Every visible sheet as CSV in `scratch`; RefusedError when the file is no workbook, or far too much."""
    _look_before_unpacking(path)
    command = [
        sys.executable,
        "-m",
        "data.intake.files.workbook",
        str(path.resolve()),
        form,
        str(scratch.resolve()),
        decimal_mark,
    ]
    try:
        child = subprocess.run(
            command, capture_output=True, timeout=SECONDS, check=False, cwd=Path(__file__).resolve().parents[3]
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError("file_too_large") from error
    if child.returncode != 0:
        rules = {UNREADABLE: "file_unreadable", PASSWORD: "file_password"}
        raise RefusedError(rules.get(child.returncode, "file_too_large"))
    return [
        SheetText(
            sheet["name"],
            scratch / sheet["file"],
            tuple(map(tuple, sheet["merges"])),
            tuple(sheet["hidden"]),
            sheet.get("unseen", 0),
        )
        for sheet in json.loads(child.stdout)
    ]


def _look_before_unpacking(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(info.file_size for info in packed.infolist())
    except zipfile.BadZipFile as error:
        raise RefusedError("file_unreadable") from error
    if unpacked > containers.bound(path.stat().st_size):
        raise RefusedError("file_too_large")


def _child(path: str, form: str, scratch: str, decimal_mark: str) -> int:
    """The child's whole work: exit code 1 when the file is not of that form."""
    _limit_memory()
    import python_calamine

    try:
        if form == "html":
            listed = html_tables.read(Path(path), Path(scratch))
        elif form == "spreadsheetml":
            listed = spreadsheetml.read(Path(path), Path(scratch), decimal_mark)
        else:
            listed = _by_calamine(Path(path), Path(scratch), decimal_mark)
    except python_calamine.PasswordError:
        return PASSWORD
    except (python_calamine.CalamineError, zipfile.BadZipFile, ExpatError, ElementTree.ParseError):
        return UNREADABLE
    except MemoryError:
        return TOO_LARGE
    print(json.dumps(listed))
    return 0


def _by_calamine(path: Path, scratch: Path, decimal_mark: str) -> list[dict[str, object]]:
    import python_calamine

    listed: list[dict[str, object]] = []
    workbook = python_calamine.load_workbook(path)
    with ThreadPoolExecutor(1) as beside:  # calamine lets others work while it unpacks
        failed = beside.submit(formula_errors.find, path)
        formats = beside.submit(cell_formats.find, path)
        seen = [sheet.visible == python_calamine.SheetVisibleEnum.Visible for sheet in workbook.sheets_metadata]
        for i, metadata in enumerate(workbook.sheets_metadata):
            if not seen[i]:
                continue
            sheet = workbook.get_sheet_by_index(i)
            shown = formats.result().get(metadata.name, cell_values.Formats())
            errors = failed.result().get(metadata.name, {})
            file, last = f"sheet{i}.csv", 0
            with (scratch / file).open("w", encoding="utf-8", newline="") as out:
                for number, texts in _numbered(sheet, errors, shown.percent, decimal_mark):
                    write_row(out, number, texts)
                    last = number
            merges = clipped([(*first, *end) for first, end in sheet.merged_cell_ranges or ()], last)
            hidden, unseen = sorted(shown.hidden), seen.count(False)
            listed.append({"name": metadata.name, "file": file, "merges": merges, "hidden": hidden, "unseen": unseen})
    return listed


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
            if column < len(cells) and type(share := cells[column]) in (float, int):
                cells[column] = cell_values.as_percent(Decimal(repr(share)), decimal_mark)
        try:
            texts = [*map(str.strip, cells)]  # type: ignore[arg-type]  # where all are texts, as in most rows
        except TypeError:
            texts = [cell.strip() if type(cell) is str else cell_values.as_text(cell, decimal_mark) for cell in cells]
        failures = errors.pop(number - 1, {})
        if failures or any(texts):
            texts = before + texts
            for column, shown in failures.items():
                texts += [""] * (column + 1 - len(texts))
                texts[column] = shown
            yield number, texts
    for row, below in sorted(errors.items()):
        yield row + 1, [below.get(column, "") for column in range(max(below) + 1)]


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    sys.exit(_child(*sys.argv[1:5]))
