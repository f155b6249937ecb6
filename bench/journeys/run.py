"""Modules and functions of the product that three journeys enter: python -m bench.journeys.run [TREE ...].

A module counts when one of its functions is entered (importing it does not), a function by its code, once. Each tree
(this one, unless others are named; an older one may have other module names) runs in a process of its own.

| journey   | from                                            | to                                     |
|-----------|-------------------------------------------------|----------------------------------------|
| file      | a file of 40 rows, loaded on the terminal       | the first page                         |
| obstacles | the page of obstacles                           | the records of one service behind it   |
| target    | a `targets.yaml` in a home with records         | the word of its status on the terminal |
"""

import argparse
import contextlib
import inspect
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROWS = 40
SERVICE = "DKC-01"
TARGETS = 'on_time_rate:\n  - {from: "2026-01", value: 90, decree: "SK 1"}\n'


def main() -> None:
    """Print the counts of every tree."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("trees", nargs="*", type=Path, default=[ROOT])
    asked.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.child:
        print(json.dumps(counted(options.child.resolve())))
        return
    print(f"{'tree':<32} {'journey':<10} {'modules':>8} {'functions':>10}")
    for tree in options.trees:
        command = [sys.executable, str(Path(__file__).resolve()), "--child", str(tree.resolve())]
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=True)
        for journey, (modules, functions) in json.loads(done.stdout.splitlines()[-1]).items():
            print(f"{tree!s:<32} {journey:<10} {modules:>8} {functions:>10}")


def counted(tree: Path) -> dict[str, tuple[int, int]]:
    """Journey → modules and functions entered; every journey from a home of its own."""
    sys.path.insert(0, str(tree))
    found = {}
    for name, (prepare, journey) in JOURNEYS.items():
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            os.environ["CAPAIAN_HOME"] = str(home)
            prepare(home)
            with entered(tree) as codes:
                journey(home)
            found[name] = len({code.co_filename for code in codes}), len(codes)
    return found


@contextlib.contextmanager
def entered(tree: Path) -> Iterator[set[CodeType]]:
    """The code of every function of the product that is entered inside, in any thread begun there."""
    floors = tuple(f"{tree}/{floor}" for floor in ("access", "data", "metrics", "pages", "reports", "terminal", "text"))
    doors = (f"{tree}/app.py", f"{tree}/cli.py")
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        # The body of a class is code that runs too, when its module is imported; it alone has no local variables.
        is_function = event == "call" and code.co_flags & inspect.CO_OPTIMIZED and not code.co_name.startswith("<")
        if is_function and (code.co_filename.startswith(floors) or code.co_filename in doors):
            codes.add(code)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield codes
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]


def load(home: Path) -> None:
    """A file of ROWS applications, of which every fourth is late."""
    lines = ["nomor_permohonan;kode_wilayah;kode_layanan;kanal;waktu_diajukan;waktu_selesai"]
    for number in range(ROWS):
        decided = "2026-10-28 10:00" if number % 4 == 0 else "2026-10-06 10:00"
        lines.append(f"A-{number};11.71;{SERVICE};elektronik;2026-10-05 09:00;{decided}")
    file = home.parent / "rows.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command("load", str(file), "--kind", "transactions")


def command(*arguments: str) -> None:
    """A command of the terminal; one that does not end well ends the run."""
    import cli

    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = cli.main(arguments)
    if code:
        raise SystemExit(f"{arguments}: {code}, {out.getvalue()}")


def page(name: str, **address: str) -> None:
    """A page as its script draws it."""
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_function(script, default_timeout=120, kwargs={"name": name})
    for key, value in address.items():
        at.query_params[key] = value
    at.run()
    if at.exception:
        raise SystemExit(f"{name}: {at.exception}")


def script(name: str) -> None:
    """Draw a page for one who sees everything, in either layout of the product; it imports all it needs."""
    import contextlib
    import importlib
    import importlib.util
    import os
    import pathlib

    def of(*names: str):  # type: ignore[no-untyped-def]
        return importlib.import_module(next(n for n in names if _is_there(n)))

    def _is_there(name: str) -> bool:
        try:
            return importlib.util.find_spec(name) is not None
        except ModuleNotFoundError:
            return False

    viewer = of("access.identity.viewer", "access.viewer").Viewer("", "governor", None, "id")
    shown = contextlib.nullcontext()
    if _is_there("pages.components.runtime.run"):
        home = of("data.home").Home(pathlib.Path(os.environ["CAPAIAN_HOME"]))
        shown = of("pages.components.runtime.run").showing(home)
    with shown:
        of(f"pages.{name}").render(viewer)


def set_target(home: Path) -> None:
    """Another target than the shipped one."""
    (home / "targets.yaml").write_text(TARGETS, encoding="utf-8")


def nothing(_home: Path) -> None:
    """Begin with no home."""


def from_file(home: Path) -> None:
    """From a file to the first page."""
    load(home)
    page("overview")


def to_records(_home: Path) -> None:
    """From the page of obstacles to the records of one service."""
    page("obstacles", indikator="on_time_rate", periode="2026-10", layanan=SERVICE)


def to_status(home: Path) -> None:
    """From a target to the word of its status."""
    set_target(home)
    command("score", "--indicator", "on_time_rate", "--period", "2026-10")


JOURNEYS: dict[str, tuple[Callable[[Path], None], Callable[[Path], None]]] = {
    "file": (nothing, from_file),
    "obstacles": (load, to_records),
    "target": (load, to_status),
}

if __name__ == "__main__":
    main()
