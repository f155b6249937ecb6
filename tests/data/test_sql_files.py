"""SQL with a meaning lives in `.sql` files; only names and selects are put into it, never a value."""

import ast
import re

import pytest

from data import sql_files
from data.home import PROJECT
from data.warehouse.facts.tables import FACTS_DIR
from metrics.catalogue.indicators import STREAMS_DIR

LONGEST = 4
"""Lines of SQL that may stand in Python: glue between tables."""
FILES = [path for name in ("data", "metrics", "reports") for path in sorted((PROJECT / name).rglob("*.py"))]
SELECT = re.compile(r"\bselect\b.*\bfrom\b", re.S)
PLACES = re.compile(r"/\* (\w+) \*/")


def statements(source: str) -> dict[int, int]:
    """Line → number of lines of every text in Python code that reads like a select; docstrings are none."""
    tree = ast.parse(source)
    spoken = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.Constant) and node not in spoken]
    lines = source.lower().splitlines()
    written = {node.lineno: lines[node.lineno - 1 : node.end_lineno] for node in reversed(texts)}
    return {line: len(text) for line, text in written.items() if SELECT.search("\n".join(text))}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_no_long_select_stands_in_python(path):
    found = statements(path.read_text(encoding="utf-8"))
    assert {line: length for line, length in found.items() if length > LONGEST} == {}


def test_a_long_select_is_seen():
    assert statements('x = f"""\nselect {a}\nfrom b\nwhere c\ngroup by d\n"""') == {1: 6}


def test_fragments_stand_in_their_places_as_often_as_they_are_named(tmp_path):
    path = tmp_path / "a.sql"
    path.write_text("select /* key */ from (/* rows */) group by /* key */ -- $month stays", encoding="utf-8")
    sql = sql_files.read(path, key="region_code", rows="select 1", unused="x")
    assert sql == "select region_code from (select 1) group by region_code -- $month stays"


def test_a_fragment_that_is_not_given_is_a_mistake_of_ours(tmp_path):
    path = tmp_path / "a.sql"
    path.write_text("select /* key */", encoding="utf-8")
    with pytest.raises(KeyError, match="key"):
        sql_files.read(path, other="x")


def test_a_fragment_is_not_looked_into(tmp_path):
    """A word from data that looks like a place is none."""
    path = tmp_path / "a.sql"
    path.write_text("select /* a */", encoding="utf-8")
    assert sql_files.read(path, a="'/* b */'") == "select '/* b */'"


def test_streams_need_nothing_put_into_them():
    assert [path.name for path in STREAMS_DIR.glob("*.sql") if PLACES.search(path.read_text(encoding="utf-8"))] == []


def test_the_facts_need_only_the_standards():
    needed = {place for path in FACTS_DIR.glob("*.sql") for place in PLACES.findall(path.read_text(encoding="utf-8"))}
    assert needed == {"standards", "standard", "standard_unit"}


@pytest.mark.parametrize("path", sorted(STREAMS_DIR.glob("*.sql")), ids=lambda path: path.stem)
def test_a_stream_says_a_blank_column_once(path):
    """Parts of a union are brought into one form first, so that a column without a value is written once."""
    columns = re.findall(r"(?<!not )\bnull as (\w+)", path.read_text(encoding="utf-8"))
    assert len(columns) == len(set(columns))
