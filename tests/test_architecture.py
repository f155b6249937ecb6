"""The plan of the house, held by a walk through its syntax trees: imports go down only, each tool in its own room."""

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BESIDE_THE_HOUSE = {"tests", "bench", "build", "docs", "examples"}
FLOORS = {"cli": 6, "app": 5, "terminal": 5, "pages": 4, "reports": 3, "metrics": 2, "data": 1, "access": 0, "text": 0}
"""A module may import its own package and whatever lies on a lower floor; so access and text import nothing."""
ROOMS = {
    "streamlit": ("app.py", "pages/"),
    "plotly": ("pages/components/charts/plotly_charts.py",),
    "duckdb": ("data/",),
}
DOOR = "metrics/cells/build.py"
"""The one module of metrics that asks the warehouse for tables."""


def python_files() -> list[str]:
    """Every Python file of the product, as a path from the root with forward slashes."""
    tops = [top for top in ROOT.iterdir() if top.name not in BESIDE_THE_HOUSE and not top.name.startswith(".")]
    files = [file for top in tops for file in (top.rglob("*.py") if top.is_dir() else [top]) if file.suffix == ".py"]
    return sorted(file.relative_to(ROOT).as_posix() for file in files)


FILES = python_files()


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported anywhere in the file; a relative one begins with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def breaches(path: str, source: str) -> list[str]:
    """One line `path:line: what is wrong` for every rule of the house that the source breaks."""
    tree, found = ast.parse(source), []
    own = path.split("/")[0].removesuffix(".py")
    if own not in FLOORS:
        found.append((1, f"{own} is on no floor of the house"))
    for line, name in imports(tree):
        top = name.split(".")[0]
        if not top or name.endswith("*"):
            found.append((line, f"{name}: write the full module path, no dots and no star"))
        if top in FLOORS and top != own and FLOORS[top] >= FLOORS.get(own, 0):
            found.append((line, f"{name}: {own} may not import {top}"))
        if top in ROOMS and not path.startswith(ROOMS[top]):
            found.append((line, f"{name}: only in {', '.join(ROOMS[top])}"))
        if own == "metrics" and path != DOOR and within(name, "data.warehouse"):
            found.append((line, f"{name}: metrics asks the warehouse only through {DOOR}"))
    if re.fullmatch(r"pages/\w+\.py", path):
        found += [(node.lineno, "a page module holds definitions only") for node in tree.body if acts(node)]
    return [f"{path}:{line}: {finding}" for line, finding in sorted(found)]


def acts(statement: ast.stmt) -> bool:
    """Whether a statement does something when its module is imported (a constant without a call does not)."""
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
        return False
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return any(isinstance(node, ast.Call) for node in ast.walk(statement))
    return not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))


@pytest.mark.parametrize("path", FILES)
def test_a_module_keeps_the_rules_of_the_house(path):
    found = breaches(path, (ROOT / path).read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "line", "finding"),
    [
        ("data/ledger/entries.py", "import metrics.cells", "data may not import metrics"),
        ("metrics/periods.py", "from reports import pdf", "metrics may not import reports"),
        ("reports/formats/pdf.py", "from pages.components import charts", "reports may not import pages"),
        ("pages/overview.py", "import cli", "pages may not import cli"),
        ("app.py", "from cli import app", "app may not import cli"),
        ("terminal/score.py", "import cli", "terminal may not import cli"),
        ("text/words.py", "from data.home import Home", "text may not import data"),
        ("access/identity/viewer.py", "from text.words import say", "access may not import text"),
        ("reports/formats/pdf.py", "import streamlit as st", "only in app.py, pages/"),
        (
            "pages/components/figures/headline.py",
            "from plotly import graph_objects",
            "only in pages/components/charts/plotly_charts.py",
        ),
        ("metrics/cells/build.py", "import duckdb", "only in data/"),
        ("metrics/scorecard/score.py", "from data import warehouse", "metrics asks the warehouse only through"),
        ("metrics/scorecard/score.py", "from data.warehouse import cells", "metrics asks the warehouse only through"),
        ("data/ledger/entries.py", "from . import clock", "no dots and no star"),
        ("data/ledger/entries.py", "from data.clock import *", "no dots and no star"),
        ("data/ledger/entries.py", "def f():\n    import pages", "data may not import pages"),
        ("pages/upload.py", "render(None)", "a page module holds definitions only"),
        ("pages/upload.py", "LIMIT = int('5')", "a page module holds definitions only"),
        ("pages/upload.py", "if True:\n    LIMIT = 5", "a page module holds definitions only"),
        ("utils/dates.py", "import datetime", "utils is on no floor"),
    ],
)
def test_a_breach_is_found_and_its_place_named(path, line, finding):
    [found] = breaches(path, f'"""A module."""\n{line}\n')
    assert re.match(rf"{path}:[123]: ", found)
    assert finding in found


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "pages/upload.py",
            "import streamlit as st\nfrom metrics import cells\nLIMIT = 5\ndef render(): ...",
        ),
        ("metrics/cells/build.py", "from data import warehouse\nfrom data.home import Home"),
        ("cli.py", "import access.viewer, data.ledger, metrics.scorecard, text.words"),
        ("data/warehouse/database.py", "import duckdb\nfrom data.clock import now"),
    ],
)
def test_what_keeps_the_rules_passes(path, source):
    assert breaches(path, source) == []


def test_everything_imported_is_asked_for_by_name():
    """Nothing rests on a package that is there only because another package happens to need it."""
    lists = ("requirements.in", "requirements-seal.in")
    written = "\n".join((ROOT / name).read_text(encoding="utf-8").lower() for name in lists)
    asked = set(re.findall(r"^([\w-]+)", written, re.MULTILINE))
    providers = packages_distributions()
    unasked = [
        f"{path}:{line}: {name}"
        for path in FILES
        for line, name in imports(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if (top := name.split(".")[0]) not in {*FLOORS, *sys.stdlib_module_names}
        and asked.isdisjoint(provider.lower().replace("_", "-") for provider in providers.get(top, ()))
    ]
    assert not unasked, "\n".join(unasked)


def test_the_median_module_stays_short():
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in FILES}
    written = [length for length in lengths.values() if length]
    assert statistics.median(written) < 110, sorted(lengths.items(), key=lambda item: -item[1])[:10]
