"""What is read quickly means what the slow way would have made of it, and every row keeps its number."""

import itertools
import random
import tempfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import duckdb_session
from data.home import Home
from data.intake import load
from data.intake.source import csv_text
from data.intake.values import patterns
from data.schema import kinds
from data.schema.kinds import Column
from tests.data.uploads import HEADERS, profile_of, rows

USUAL = (
    "2026-03-02", "2026-03-02 08:05", "2026-03-02T08:05", "2026-12-31 23:59:59", "2024-02-29T00:00:00", "02/03/2026",
    "31-12-2026 08.05", "02.03.2026 08:05", "12/31/2026 08.05.59", "2026/03/02 08:05", "350000", "007", "0",
)  # fmt: skip
SIGNS = "0123456789 -/.:T,+Z"


@st.composite
def cells(draw):
    """A usual cell with up to three signs changed, put in or taken out."""
    cell = list(draw(st.sampled_from(USUAL)))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(cell)))
        cell[place : place + draw(st.integers(0, 1))] = draw(st.sampled_from(["", *SIGNS]))
    return "".join(cell)


@pytest.fixture(scope="module")
def con():
    with duckdb_session.connect() as opened:
        yield opened


@settings(max_examples=15)
@given(
    st.lists(cells(), min_size=60, max_size=60),
    st.sampled_from(["moment", "date", "money"]),
    st.sampled_from(["dmy", "mdy", "ymd"]),
    st.sampled_from(["", *USUAL]),
)
def test_what_is_read_quickly_is_what_the_patterns_read(con, texts, of, order, example):
    assert read_otherwise(con, of, order, example, [*texts, *USUAL]) == []


@pytest.mark.parametrize("order", ["dmy", "ymd"])
def test_so_is_every_usual_moment_with_two_signs_changed(con, order):
    usual = ("2026-03-02 08:05", "2026-03-02T08:05:09", "02/03/2026 08.05", "02/03/2026", "2026-03-02")
    for text in usual:
        texts = []
        for sign, (i, j) in itertools.product(" 9-.e", itertools.combinations_with_replacement(range(len(text)), 2)):
            texts.append("".join(sign if place in (i, j) else kept for place, kept in enumerate(text)))
        assert read_otherwise(con, "moment", order, text, texts) == []


def read_otherwise(con, of, order, example, texts):
    """The cells that are read quickly, and not as the patterns read them."""
    column = Column.model_validate({
        "header": "kolom", "name": "value", "type": of, "about": {"id": "k", "en": "c"}, "example": "",
    })  # fmt: skip
    profile = profile_of(date_order=order)
    quick = patterns.quick(column, "cell", profile, example)
    slow = patterns.cut(column, "slow")
    return con.execute(
        f"""
        select cell, quick, {slow}
        from (select cell, {quick} as quick, {patterns.value(column, "nullif(trim(cell), '')", profile)} as slow
            from (select unnest($texts::varchar[]) as cell))
        where quick is not null and quick is distinct from {slow}
        """,
        {"texts": texts},
    ).fetchall()


@pytest.mark.parametrize(
    ("of", "example", "texts"),
    [
        ("moment", "", USUAL[:5]),
        ("moment", "2026-03-02", USUAL[:5]),
        ("date", "02/03/2026", ("02/03/2026", "31/12/2026 08.05", "31/12/2026 08:05:59")),
        ("moment", "31-12-2026 08.05", ("31-12-2026 08.05", "02-03-2026")),
        ("money", "", USUAL[-3:]),
    ],
)
def test_cells_written_like_the_example_are_read_quickly(con, of, example, texts):
    column = Column.model_validate(
        {"header": "k", "name": "value", "type": of, "about": {"id": "k", "en": "c"}, "example": ""}
    )
    quick = patterns.quick(column, "cell", profile_of(date_order="dmy"), example)
    unread = "select cell from (select unnest($texts::varchar[]) as cell) where " + f"{quick} is null"
    assert con.execute(unread, {"texts": list(texts)}).fetchall() == []


LINES = {
    "three lines": ("a;b\n1;2\n3;4\n", 3),
    "no end of the last line": ("a;b\n1;2", 2),
    "ends of Windows": ("a;b\r\n1;2\r\n", 2),
    "ends of an old Mac": ("a;b\r1;2\r", None),
    "a cell in quotation marks": ('a;b\n"1;5";2\n', 2),
    "a line break in a cell": ('a;b\n"1\n5";2\n', None),
    "a quotation mark that is never closed": ('a;b\n"1;2\n3;4\n', None),
    "one inside a cell": ('a;b\n1;5" pipa\n3;4\n', None),
    "two of them": ('a;b\n1;5" pipa\n3;4" pipa\n', None),
    "nothing": ("", 0),
}


@pytest.mark.parametrize("case", LINES)
@pytest.mark.parametrize("chunk", [1, 2, 3, 1 << 20])
def test_rows_are_lines_where_no_cell_can_hold_a_line_break(tmp_path, monkeypatch, case, chunk):
    content, lines = LINES[case]
    monkeypatch.setattr(csv_text, "CHUNK", chunk)
    path = tmp_path / "berkas.csv"
    path.write_bytes(content.encode())
    assert csv_text.as_utf8(path, tmp_path).lines == lines


def test_rows_of_a_large_file_keep_their_numbers_though_two_read_it_at_once(tmp_path):
    """Large enough for DuckDB to share it out; the number of each application is that of its line."""
    lines = [HEADERS.replace(" | ", ";")]
    lines += [f"A-{number:09d};11.71;DKC-01;2026-03-02 09:{number % 60:02d}" for number in range(2, 500_002)]
    for number in random.Random(1).sample(range(2, 500_002), 50):
        lines[number - 1] = ";;;"
    path = tmp_path / "besar.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    home = Home(tmp_path / "home")
    receipt = load.load(home, load.Request(path, kinds.kind("transactions")))
    read = rows(home, receipt)
    assert (receipt.problems, len(read)) == ((), 499_950)
    assert (read["application_no"].str.removeprefix("A-").astype(int) == read["row_no"]).all()


def test_a_file_whose_rows_are_not_its_lines_is_read_again_with_care(tmp_path, monkeypatch):
    """Were the lines ever miscounted, the numbers of the rows would be wrong: so they are counted twice."""
    looked_through = csv_text.looked_through
    monkeypatch.setattr(
        csv_text, "looked_through", lambda path: csv_text.Text(path, False, looked_through(path).lines + 1)
    )
    path = tmp_path / "berkas.csv"
    path.write_text(f"{HEADERS.replace(' | ', ';')}\nA-1;11.71;DKC-01;2026-03-02\nA-2;11.71;DKC-01;2026-03-02\n")
    home = Home(tmp_path / "home")
    read = rows(home, load.load(home, load.Request(path, kinds.kind("transactions"))))
    assert list(zip(read["row_no"], read["application_no"], strict=True)) == [(2, "A-1"), (3, "A-2")]


def test_a_load_is_bounded_and_spills_beside_the_ledger(tmp_path):
    home = Home(tmp_path / "home")
    (home.root / "staging").mkdir(parents=True)
    with duckdb_session.connect() as bounded:
        duckdb_session.bound(bounded, duckdb_session.spill_folder(home))
        assert not any((home.root / "staging").iterdir()), "the folder is made only when it is needed"
        bounded.execute("set memory_limit = '64MB'")
        bounded.execute(
            "create table large as select range as n, hash(range) as h, hash(-range) as g from range(4000000)"
        )
        assert bounded.execute("select count(*) from large").fetchall() == [(4_000_000,)]
        assert any((home.root / "staging").rglob("*.tmp"))
    assert not any((home.root / "staging").iterdir())


def test_nothing_spills_where_the_program_was_started():
    folders = set()
    for _ in range(2):
        with duckdb_session.connect() as con:
            [(folder,)] = con.execute("select current_setting('temp_directory')").fetchall()
        folders.add(Path(folder))
    assert {folder.parent for folder in folders} == {Path(tempfile.gettempdir())}
    assert len(folders) == 2 and not any(folder.exists() for folder in folders)


def test_a_long_query_draws_nothing_amid_what_a_command_prints(capfd):
    with duckdb_session.connect() as con:
        assert con.execute("select current_setting('enable_progress_bar')").fetchall() == [(False,)]
        assert isinstance(con, duckdb.DuckDBPyConnection)
        assert isinstance(con.execute("select 1 as one").df(), pd.DataFrame)
    assert capfd.readouterr().out == ""
