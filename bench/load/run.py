"""`python -m bench.load.run`: make the files, measure, print one table, leave nothing behind. See bench/README.md."""

import argparse
import tempfile
from pathlib import Path
from statistics import median

from bench.load import files, measured
from bench.load.measured import Measured

LIMIT_SECONDS = 900
GIB = 1 << 30


def main() -> None:
    """Measure what was asked for."""
    asked = _arguments()
    print(f"{'work':<48}{'seconds':>9}{'ratio':>8}{'peak GiB':>10}   goal", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-load-", dir=asked.folder) as folder:
        place = Path(folder)
        if asked.rows:
            for form in files.MOMENTS:
                _csv(files.make_csv(place, form, asked.rows, asked.seed), folder, asked.times)
        if asked.sheet:
            _workbook(files.make_workbook(place, asked.sheet, asked.seed), folder, asked.times)
        if asked.big:
            made = files.make_csv(place, "iso", asked.big, asked.seed)
            _row(f"{made.rows:,} rows: whole load", _whole(made, folder), None, "1.5 GiB")


def _csv(made: files.Made, folder: str, times: int) -> None:
    title = f"{made.rows:,} rows, {made.form}: "
    alone = {"typed_copy": [folder], "typed_table": [], "typed_parquet": [folder]}
    runs: dict[str, list[Measured]] = {work: [] for work in (*alone, "whole_load")}
    for _ in range(times):  # in turn, so that a busy moment of the machine meets all of them
        for work, place in alone.items():
            runs[work].append(_run(work, str(made.path), made.form, *place))
        runs["whole_load"].append(_whole(made, folder))
    middle = {work: _middle(found) for work, found in runs.items()}
    whole = middle.pop("whole_load")
    for work, found in middle.items():
        _row(f"{title}{work} (DuckDB)", found, None, "")
    for work, found in middle.items():
        _row(f"{title}whole load / {work}", whole, found, "3" if work == "typed_copy" else "")
    made.path.unlink()


def _workbook(made: files.Made, folder: str, times: int) -> None:
    title = f"{made.rows:,} rows, workbook: "
    pairs = [(_run("sheet_rows", str(made.path)), _whole(made, folder)) for _ in range(times)]
    alone, whole = (_middle(list(found)) for found in zip(*pairs, strict=True))
    _row(f"{title}calamine alone", alone, None, "")
    _row(f"{title}whole load / calamine", whole, alone, "2")


def _whole(made: files.Made, folder: str) -> Measured:
    return _run("whole_load", str(made.path), str(made.rows), folder)


def _run(work: str, *arguments: str) -> Measured:
    return measured.run(work, *arguments, limit_seconds=LIMIT_SECONDS)


def _middle(runs: list[Measured]) -> Measured:
    return Measured(median(run.seconds for run in runs), max(run.memory for run in runs))


def _row(title: str, found: Measured, beside: Measured | None, goal: str) -> None:
    ratio = f"{found.seconds / beside.seconds:.1f}" if beside else ""
    print(f"{title:<48}{found.seconds:>9.2f}{ratio:>8}{found.memory / GIB:>10.2f}   {goal}", flush=True)


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m bench.load.run", description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000, help="rows of the CSV files (0: none)")
    asked.add_argument("--sheet", type=int, default=200_000, help="rows of the workbook (0: none)")
    asked.add_argument(
        "--big", type=int, default=0, help="rows of a CSV of which only the memory counts, e.g. 10000000"
    )
    asked.add_argument("--times", type=int, default=3, help="how often each is run; the median counts")
    asked.add_argument("--seed", type=int, default=1, help="seed of the files")
    asked.add_argument("--folder", help="where to make them; the system's temporary folder by default")
    return asked.parse_args()


if __name__ == "__main__":
    main()
