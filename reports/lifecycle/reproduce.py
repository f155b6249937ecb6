"""Computing a document again from the ledger as it stood, and comparing every figure with what the document says."""

import json
import math
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import entries
from metrics.cells import build
from reports.content import stamp
from reports.content.code_version import code_version
from reports.content.stamp import Stamp
from reports.formats import data_package, read_back, word
from reports.formats.read_back import BROKEN, Document
from reports.lifecycle import origin, render
from reports.lifecycle.past_home import as_it_stood

BESIDE_FIGURES = {"met_months", "points", "reasons"}
"""Fields that another program may tell otherwise of the same figure: the months a mark rests on, and why."""

STAGES = ("deriving", "writing", "comparing")
"""Of computing a document again: the records from the ledger, the document from them, and the two side by side."""

HASHED = re.compile(r"data/counts_[0-9a-f]{10}\.(csv|parquet)")


@dataclass(frozen=True)
class Outcome:
    """`difference` is the first figure that differs (None: all are equal), or the file itself when this program issued
    it otherwise and the ledger does not know it: somebody changed it, and a page may say what no figure in it does.

    `same_bytes` tells whether the file is the same too (a seal after it stands apart).

    `registered` tells whether the ledger knows this very file; `same_code` whether this program issued it.
    """

    number: str
    difference: str | None
    same_bytes: bool
    same_code: bool
    registered: bool


def reproduce(home: Home, path: Path, tell: Callable[[str], object] | None = None) -> Outcome:
    """Read a document, compute it again from the ledger of then, and compare.

    `tell` hears the name of each of STAGES as it begins.

    RefusedError when it is no document of ours, or of another ledger, or of one that was cut since.
    """
    document = read_back.opened(path)
    registered = origin.registered(entries.entries(home), document.written) is not None
    try:
        return _outcome(home, path, document, registered, tell or str)
    except BROKEN as error:
        if registered:
            raise  # we wrote these bytes: the fault is ours
        raise RefusedError(error_text("document_unreadable", file=path.name)) from error


def _outcome(home: Home, path: Path, document: Document, registered: bool, tell: Callable[[str], object]) -> Outcome:
    issued, options, scope = stamp.read(document.carried)
    _same_ledger(home, issued, path)
    with as_it_stood(home, issued.as_of) as then, tempfile.TemporaryDirectory(prefix="capaian-") as scratch:
        again = Path(scratch) / "again"
        tell("deriving")
        build.catch_up_later(then)  # where there is no room for it, the writing finds another place
        tell("writing")
        content = render.write(then, scope, options, issued, again)
        computed = again.read_bytes()
    tell("comparing")
    code = content.provenance["versions"]["code"]
    same_bytes = computed == document.made
    same_code = document.carried.get("versions", {}).get("code", code) == code_version()
    difference = None if same_bytes else first_difference(document, computed)
    if not (difference or same_bytes or registered) and same_code:
        difference = path.name
    return Outcome(issued.number, difference, same_bytes, same_code, registered)


def first_difference(document: Document, computed: bytes) -> str | None:
    """The first figure that differs, with its place, what the document says and what was computed now."""
    if document.format == "xlsx":
        sheets = [read_back.cells(side) for side in (document.written, computed)]
        for side in sheets:
            side.popitem()  # the last sheet is the provenance: it holds no figure, and names the program
        earlier = document.carried["versions"]["code"] != code_version()
        return next((_earlier_cells if earlier else _cells)(*sheets), None)
    if document.format == "pdf":
        return next(differing_figures(read_back.attached(document.written), read_back.attached(computed)), None)
    if document.format == "docx":
        figures = (read_back.parts(side)[word.FIGURES] for side in (document.written, computed))
        return next(differing_figures(*figures), None)
    written, again = read_back.parts(document.written), read_back.parts(computed)
    return next(_parts(_under_todays_names(written, again), again), None)


def differing_figures(written: bytes, computed: bytes) -> Iterator[str]:
    """All that a document carries as figures beside what was computed, but for the version of the program.

    A document of another program is asked for what it says itself: what it does not tell at all is not held against
    it, nor its words for definitions and what it told beside a figure.
    """
    ours, theirs = json.loads(written), json.loads(computed)
    codes = [figures["provenance"]["versions"].pop("code") for figures in (ours, theirs)]
    if codes[0] == codes[1]:
        yield from _values(ours, theirs)
        return
    for figures in (ours, theirs):
        figures["provenance"]["versions"].pop("indicators", None)
        figures.pop("catalogue", None)
    yield from _values(ours, _as_told(ours, theirs))


def _as_told(ours: Any, theirs: Any) -> Any:
    """Of what was computed now only that which the other program told, too; rows of a scorecard by what they are of."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        of_both = [key for key in theirs if key in ours]
        return {key: ours[key] if key in BESIDE_FIGURES else _as_told(ours[key], theirs[key]) for key in of_both}
    if isinstance(ours, list) and isinstance(theirs, list):
        if all(_is_row(row) for row in (*ours, *theirs)):
            by_name = {_named(row, None, 0): row for row in theirs}
            theirs = [by_name[name] for row in ours if (name := _named(row, None, 0)) in by_name]
        return [_as_told(*pair) for pair in zip(ours, theirs, strict=False)] + theirs[len(ours) :]
    return theirs


def _values(ours: Any, theirs: Any, place: str = "") -> Iterator[str]:
    """Walk two JSON values side by side."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys([*ours, *theirs]):
            yield from _values(ours.get(key), theirs.get(key), f"{place}.{key}" if place else key)
    elif isinstance(ours, list) and isinstance(theirs, list):
        for i, (left, right) in enumerate(zip_longest(ours, theirs)):
            yield from _values(left, right, f"{place}[{_named(left, right, i)}]")
    elif ours != theirs or type(ours) is not type(theirs):
        yield f"{place}: {_short(ours)} ≠ {_short(theirs)}"


def _is_row(value: Any) -> bool:
    return isinstance(value, dict) and {"indicator", "member", "period"} <= value.keys()


def _named(left: Any, right: Any, place: int) -> str:
    """A row of a scorecard by what it is of, anything else by its number."""
    row = left if isinstance(left, dict) else right
    if _is_row(row):
        return f"{row['indicator']}, {row['member']}, {row['period']}"
    return str(place + 1)


def _cells(ours: dict[str, list[list[Any]]], theirs: dict[str, list[list[Any]]]) -> Iterator[str]:
    blank: list[Any] = []
    for sheet in dict.fromkeys([*ours, *theirs]):
        for line, (left, right) in enumerate(
            zip_longest(ours.get(sheet, blank), theirs.get(sheet, blank), fillvalue=blank), 1
        ):
            for place, (a, b) in enumerate(zip_longest(left, right, fillvalue="")):
                if a != b:
                    yield f"{sheet}!{chr(65 + place % 26)}{line}: {_short(a)} ≠ {_short(b)}"


def _earlier_cells(ours: dict[str, list[list[Any]]], theirs: dict[str, list[list[Any]]]) -> Iterator[str]:
    """The same of a workbook of an earlier program, whose sheets had other names, and percentages were no shares."""
    blank: list[Any] = []
    for sheet, computed in zip_longest(ours, theirs.values(), fillvalue=blank):
        if not isinstance(sheet, str):
            return  # a sheet that the earlier program did not make
        lines = zip_longest(ours[sheet], computed, fillvalue=blank)
        again = [[_as_earlier(a, b) for a, b in zip_longest(left, right, fillvalue="")] for left, right in lines]
        yield from _cells({sheet: ours[sheet]}, {sheet: again})


def _as_earlier(ours: Any, theirs: Any) -> Any:
    """What an earlier program wrote for a cell of this one: a percentage, and nothing where it had no such column."""
    is_number = isinstance(ours, int | float) and isinstance(theirs, int | float)
    return ours if ours == "" or (is_number and math.isclose(ours, 100 * theirs, rel_tol=1e-12)) else theirs


def _under_todays_names(ours: dict[str, bytes], theirs: dict[str, bytes]) -> dict[str, bytes]:
    """Parts of a package; counts by value, which earlier programs named by a hash, are known by what is in them."""
    named: dict[bytes, list[str]] = {}
    for name, content in theirs.items():
        named.setdefault(content, []).append(name)
    return {
        named[content].pop() if HASHED.fullmatch(name) and named.get(content) else name: content
        for name, content in ours.items()
    }


def _parts(ours: dict[str, bytes], theirs: dict[str, bytes]) -> Iterator[str]:
    """The parts of a package, figures first, so that the first difference is told in their words."""
    for name in sorted(ours.keys() | theirs.keys(), key=lambda name: (name != data_package.FIGURES, name)):
        left, right = ours.get(name), theirs.get(name)
        if left == right or name in data_package.ABOUT:
            continue
        if name == data_package.FIGURES and left and right:
            yield from differing_figures(left, right)
        elif left is None or right is None or name.endswith(".parquet"):
            yield name
        else:
            yield from _lines(name, left, right)


def _lines(name: str, ours: bytes, theirs: bytes) -> Iterator[str]:
    sides = (side.decode("utf-8", "replace").splitlines() for side in (ours, theirs))
    for number, (left, right) in enumerate(zip_longest(*sides), start=1):
        if left != right:
            yield f"{name}:{number}"


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:80]


def _same_ledger(home: Home, issued: Stamp, path: Path) -> None:
    listed = entries.entries(home, issued.as_of) if type(issued.as_of) is int else []
    newest = entries.head_seq(home)
    if listed and type(issued.as_of) is int and issued.as_of > newest:
        raise RefusedError(error_text("document_ledger_cut", file=path.name, seq=issued.as_of, newest=newest))
    if not listed or listed[-1].seq != issued.as_of or listed[-1].sha256 != issued.ledger_head:
        raise RefusedError(error_text("document_other_ledger", file=path.name, seq=issued.as_of))
