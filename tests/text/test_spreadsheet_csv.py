"""CSV that leaves: nothing in it is run by a spreadsheet, and one module writes it."""

import ast
import csv
import io

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_architecture import FILES, ROOT
from text import spreadsheet_csv

WRITES = {
    "text/spreadsheet_csv.py": "csv.writer",
    "data/intake/source/csv_text.py": "csv.writer",  # into the scratch folder of a load, for the engine alone
    "channels/inbox/database.py": "csv.writer",  # the answer of a query on its way to a load
    "data/intake/files/merged_cells.py": "csv.writer",
    "data/intake/files/sheet_writer.py": "csv.writer",
    "pages/components/mpp/milestone_form.py": "csv.DictWriter",  # one typed row on its way to a load
}
"""Modules that write CSV; one that leaves is written by the first."""


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x","y")', "+62", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\ufeff=1",
     "\u200b@x", "＝1+1", "＋1", "－1", "＠x", "\n=1", "\x00=1"],
)  # fmt: skip
def test_a_text_that_would_be_run_is_behind_a_quote(text):
    assert spreadsheet_csv.cell(text) == f"'{text}"
    assert spreadsheet_csv.cell((text, "b")) == f"'{text} b"
    if "\x00" not in text:
        sql = f"select {spreadsheet_csv.sql_cell('x')} from (select $x as x)"
        assert duckdb.sql(sql, params={"x": text}).fetchall() == [(f"'{text}",)]


@pytest.mark.parametrize(
    "value", ["", "-", "11.71", "A-1", "2026-10", "surat = 3", "10.000,-", "a, b; c", -1.5, 0, True, "'=1"]
)
def test_any_other_value_stays_as_it_is(value):
    assert spreadsheet_csv.cell(value) == value
    if isinstance(value, str):
        sql = f"select {spreadsheet_csv.sql_cell('x')} from (select $x as x)"
        assert duckdb.sql(sql, params={"x": value}).fetchall() == [(value,)]


def test_numbers_in_a_list_stay_numbers_and_missing_values_are_empty():
    assert spreadsheet_csv.cell([-1.5, 2]) == "-1.5 2" and spreadsheet_csv.cell(None) == ""


@pytest.mark.parametrize("inside", ["a;=1+1", "a,@x", 'a; "=1', "a\t+cmd|x", "a\n=1"])
def test_a_separator_inside_a_text_opens_no_formula_either(inside):
    """Excel of an office that separates by `;` splits a file written with `,` at a `;` inside a text."""
    written = spreadsheet_csv.written(["kolom"], [{"kolom": inside}])
    for separator in ",;\t":
        for line in csv.reader(io.StringIO(written), delimiter=separator):
            assert not any(cell.lstrip(' "').startswith(("=", "@", "+")) for cell in line), line


@given(st.lists(st.text("a1 ;,|\t\r\n=@+-('\"\u2003\u3000\ufeff\uff1d\uff0d"), max_size=30))
def test_the_engine_guards_as_python_does(texts):
    """Of one column, so that the SQL is planned once."""
    sql = f"select {spreadsheet_csv.sql_cell('x')} from (select unnest($texts) as x)"
    written = duckdb.sql(sql, params={"texts": texts}).fetchall()
    assert [text for (text,) in written] == [spreadsheet_csv.cell(text) for text in texts]


def test_headers_are_guarded_too():
    assert spreadsheet_csv.written(["=a"], [], ";") == "\ufeff'=a\r\n"


def writers(source: str) -> set[str]:
    """What in a source writes CSV: calls of `csv.writer`, `csv.DictWriter`, `to_csv`."""
    found = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    return found & {"writer", "DictWriter", "to_csv", "write_csv"}


def test_no_other_module_writes_csv():
    others = {path for path in FILES if writers((ROOT / path).read_text(encoding="utf-8"))}
    assert others == set(WRITES)


def test_a_writer_elsewhere_would_be_seen():
    assert writers("frame.to_csv(index=False)") and writers("import csv\ncsv.DictWriter(x, [])") and not writers("a.b")


def test_the_case_file_of_obstacles_is_guarded():
    import pandas as pd

    from pages.components.obstacles import case_list

    day = pd.Timestamp("2026-10-05")
    cases = pd.DataFrame({"application_no": ['=HYPERLINK("http://x")'], "due_on": [day], "obstacle_code": [None]})
    assert case_list.case_file(cases) == (
        '\ufeffapplication_no,due_on,obstacle_code\r\n"\'=HYPERLINK(""http://x"")",2026-10-05,\r\n'
    )
