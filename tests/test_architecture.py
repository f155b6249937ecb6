"""The plan of the house: import-linter holds its floors (pyproject.toml), walks through the syntax trees the rest."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from pages import routes

pytestmark = pytest.mark.no_cover  # sources are read here, not run
ROOT = Path(__file__).resolve().parents[1]
BESIDE_THE_HOUSE = {"tests", "bench", "build", "deploy", "docs", "examples"}
FLOORS = ("access", "api", "capaian", "channels", "data", "metrics", "pages", "reports", "terminal", "text")
DOORS = ("app", "cli")
"""Modules of the top level, which nothing imports."""
MODULES_AT_MOST = 17
ONE_A_PAGE = "pages"
"""The folder that grows by one module with each page of the menu, and holds nothing else but `routes`."""
ROOMS_AT_MOST = {"data": 12, "metrics": 12}
FACE_AT_MOST = 8
WIDER_FACES = {
    "data/settings": 9,
    "metrics/scorecard": 9,
    "pages/components/charts": 9,
    "pages/components/figures": 10,
    "reports/content": 11,
    "reports/parts": 13,
}
"""Packages that still show more; a number here may only become smaller."""
VAGUE_NAMES = {
    "found": 18,
    "told": 25,
    "one": 120,
    "asked": 93,
    "whole": 61,
    "wanted": 44,
    "own": 40,
    "kept": 38,
    "held": 32,
    "given": 9,
}
"""Words that say nothing of what a name stands for, and how often they still do; a number here may only shrink."""


def python_files() -> list[str]:
    """Every Python file of the product, as a path from the root with forward slashes."""
    tops = [top for top in ROOT.iterdir() if top.name not in BESIDE_THE_HOUSE and not top.name.startswith(".")]
    files = [file for top in tops for file in (top.rglob("*.py") if top.is_dir() else [top]) if file.suffix == ".py"]
    return sorted(file.relative_to(ROOT).as_posix() for file in files)


@cache
def text_of(path: str) -> str:
    """The text of a file of the product."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree_of(path: str) -> ast.Module:
    """The syntax tree of a file of the product, made once for all tests."""
    return ast.parse(text_of(path))


FILES = python_files()
PACKAGES = sorted(path.removesuffix("/__init__.py") for path in FILES if path.endswith("/__init__.py"))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported anywhere in the file; a relative one begins with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def face(package: str) -> list[str] | None:
    """The rooms a package shows (`__all__`); None for a floor, which shows all of its own."""
    tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            return list(ast.literal_eval(node.value))
    return None


FACES = {package: shown for package in PACKAGES if (shown := face(package)) is not None}


def breaches(path: str, source: str) -> list[str]:
    """One line `path:line: what is wrong` for every rule that the source breaks and import-linter does not see."""
    tree, wrong = ast.parse(source), []
    top = path.split("/")[0].removesuffix(".py")
    if top not in FLOORS + DOORS:
        wrong.append((1, f"{top} is on no floor of the house"))
    for line, name in imports(tree):
        first = name.split(".")[0]
        if not first or name.endswith("*"):
            wrong.append((line, f"{name}: write the full module path, no dots and no star"))
        if first in DOORS:
            wrong.append((line, f"{name}: nothing imports a door"))
        wrong += [(line, f"{name}: {package} does not show {room}") for package, room in hidden(path, name)]
    if re.fullmatch(r"pages/\w+\.py", path):
        wrong += [(node.lineno, "a page module holds definitions only") for node in tree.body if acts(node)]
    return [f"{path}:{line}: {finding}" for line, finding in sorted(wrong)]


def hidden(path: str, name: str) -> Iterator[tuple[str, str]]:
    """Package and room for every step of an imported name into a package that does not show it to this file."""
    parts = name.split(".")
    for length in range(1, len(parts)):
        package, room = "/".join(parts[:length]), parts[length]
        is_outside = not path.startswith(f"{package}/")
        if package in FACES and is_outside and room not in FACES[package]:
            yield package, room


def acts(statement: ast.stmt) -> bool:
    """Whether a statement does something when its module is imported (a constant without a call does not)."""
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
        return False
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        return any(isinstance(node, ast.Call) for node in ast.walk(statement))
    return not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))


def test_the_floors_of_the_house_hold():
    """Floors, no circle among siblings, and each foreign tool in its own room: the contracts of pyproject.toml."""
    # A program of its own: it silences every log that is there already, and a later test would wait for its lines.
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize("path", FILES)
def test_a_module_keeps_the_rules_of_the_house(path):
    wrong = breaches(path, (ROOT / path).read_text(encoding="utf-8"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("path", "line", "finding"),
    [
        ("pages/overview.py", "import cli", "nothing imports a door"),
        ("terminal/score.py", "from app import app", "nothing imports a door"),
        ("metrics/periods.py", "from data.warehouse import version", "data/warehouse does not show version"),
        ("reports/parts/trends.py", "from data.ledger.locking import x", "data/ledger does not show locking"),
        ("data/ledger/entries.py", "from . import clock", "no dots and no star"),
        ("data/ledger/entries.py", "from data.clock import *", "no dots and no star"),
        ("pages/upload.py", "render(None)", "a page module holds definitions only"),
        ("pages/upload.py", "LIMIT = int('5')", "a page module holds definitions only"),
        ("pages/upload.py", "if True:\n    LIMIT = 5", "a page module holds definitions only"),
        ("utils/dates.py", "import datetime", "utils is on no floor"),
    ],
)
def test_a_breach_is_found_and_its_place_named(path, line, finding, monkeypatch):
    monkeypatch.setitem(FACES, "data/warehouse", ["database"])
    [found] = breaches(path, f'"""A module."""\n{line}\n')
    assert re.match(rf"{path}:[123]: ", found)
    assert finding in found


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("pages/upload.py", "import streamlit as st\nfrom metrics.cells import build\nLIMIT = 5\ndef render(): ..."),
        ("data/warehouse/build.py", "from data.warehouse import version\nfrom data.clock import now"),
        ("cli.py", "import text.words\nfrom data.ledger import entries"),
    ],
)
def test_what_keeps_the_rules_passes(path, source):
    assert breaches(path, source) == []


def test_pages_hold_one_module_for_each_page_of_the_menu():
    drawn = [render.__module__ for section in routes.SECTIONS.values() for render in section.values()]
    modules = [path.stem for path in (ROOT / ONE_A_PAGE).glob("*.py") if path.stem not in {"__init__", "routes"}]
    assert sorted(drawn) == sorted(f"{ONE_A_PAGE}.{module}" for module in modules)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_can_be_seen_at_a_glance(package):
    """A sentence that says what it is, few modules, and a face of names that exist."""
    tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    modules = [path.stem for path in (ROOT / package).glob("*.py") if path.stem != "__init__"]
    assert len(modules) <= MODULES_AT_MOST or package == ONE_A_PAGE
    rooms = {*modules, *(path.parent.name for path in (ROOT / package).glob("*/__init__.py"))}
    shown = FACES.get(package, [])
    assert set(shown) <= rooms
    assert len(shown) <= WIDER_FACES.get(package, FACE_AT_MOST)


def asks_for_the_home(source: str) -> bool:
    """Whether a module asks the environment which home is meant, instead of having it handed in."""
    tree = ast.parse(source)
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    if any(node.module == "data.home" and "from_environment" in {a.name for a in node.names} for node in froms):
        return True
    names = {a.asname or a.name for node in froms if node.module == "data" for a in node.names if a.name == "home"}
    of = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "from_environment")
    return any(ast.unparse(node.value) in names | {"data.home"} for node in of)


def test_only_the_doors_ask_which_home_is_meant():
    asking = {path for path in FILES if "from_environment" in text_of(path) and asks_for_the_home(text_of(path))}
    assert asking == {f"{door}.py" for door in DOORS}


@pytest.mark.parametrize(
    ("source", "asks"),
    [
        ("from data import home as homes\nhere = homes.from_environment()", True),
        ("from data import home\nask = home.from_environment", True),
        ("from data.home import from_environment as here", True),
        ("import data.home\ndata.home.from_environment()", True),
        ("from access.web import hosts\nhosts.from_environment()", False),
        ("from data.home import Home\nfrom data import home", False),
    ],
)
def test_asking_the_environment_is_seen(source, asks):
    assert asks_for_the_home(source) is asks


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Every name that is given to a variable, parameter, function or class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name


def test_vague_names_only_become_fewer():
    counts = Counter(name.lower().strip("_") for path in FILES for name in bound_names(tree_of(path)))
    assert {word: counts[word] for word in VAGUE_NAMES if counts[word] > VAGUE_NAMES[word]} == {}


@pytest.mark.parametrize("floor", ["data", "metrics"])
def test_a_floor_has_few_rooms_from_outside(floor):
    entered = {
        name.split(".")[1]
        for path in FILES
        if not path.startswith(f"{floor}/")
        for _, name in imports(tree_of(path))
        if name.startswith(f"{floor}.")
    }
    assert len(entered) <= ROOMS_AT_MOST[floor], sorted(entered)


def test_everything_imported_is_asked_for_by_name():
    """Nothing rests on a package that is there only because another package happens to need it."""
    extras = ("seal", "inbox", "send", "spark")
    lists = ("requirements.in", *(f"requirements-{extra}.in" for extra in extras))
    written = "\n".join((ROOT / name).read_text(encoding="utf-8").lower() for name in lists)
    asked = set(re.findall(r"^([\w-]+)", written, re.MULTILINE))
    providers = packages_distributions()
    unasked = [
        f"{path}:{line}: {name}"
        for path in FILES
        for line, name in imports(tree_of(path))
        if (top := name.split(".")[0]) not in {*FLOORS, *DOORS, *sys.stdlib_module_names}
        and asked.isdisjoint(provider.lower().replace("_", "-") for provider in (top, *providers.get(top, ())))
    ]
    assert not unasked, "\n".join(unasked)
