"""What a large file's first rows tell is relied on only where every other row agrees: the outcome is the same."""

import dataclasses

import pytest

from data import duckdb_session
from data.home import Home
from data.intake import load
from data.intake.source.profiles import Profile
from data.intake.values import sample, typed_rows, unread_rows
from data.schema import kinds
from tests.data.uploads import rows

HEADERS = "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;jumlah_pengembalian;biaya_dibayar"
PLAIN = ("11.71;DKC-01;02/03/2026 09.00;03/03/2026;0;350000", "11.71;DKC-01;04/03/2026 09.00;05/03/2026;1;")
FIRST = 2
NONE, ROW, ALL = "nothing", "the row", "all rows"
"""What is read once more."""
LATER = {
    "nothing new": ("11.71;DKC-01;06/03/2026 09.00;09/03/2026;1;20000", NONE),
    "a blank row": (";;;;;", NONE),
    "an unreadable date": ("11.71;DKC-01;31/02/2026 09.00;;0;", NONE),
    "a date of another form": ("11.71;DKC-01;2 Maret 2026;3 Maret 2026;0;", NONE),
    "a fee of another form": ("11.71;DKC-01;06/03/2026;09/03/2026;0;Rp 350.000,-", NONE),
    "a region not met before": ("11.06;DKC-01;06/03/2026;09/03/2026;0;", ROW),
    "another spelling of one": ("Kota Banda Aceh;DKC-01;06/03/2026;09/03/2026;0;", ROW),
    "a service nobody knows": ("11.71;XYZ-99;06/03/2026;09/03/2026;0;", ROW),
    "a count not met before": ("11.71;DKC-01;06/03/2026;09/03/2026;7;", ROW),
    "a dash for nil": ("11.71;DKC-01;06/03/2026;09/03/2026;-;", ROW),
    "a date that begins with the month": ("11.71;DKC-01;03/16/2026;03/17/2026;0;", ALL),
    "a date that begins with its year": ("11.71;DKC-01;26-03-17;26-03-18;0;", ALL),
    "a decimal point": ("11.71;DKC-01;06/03/2026;09/03/2026;0;1,350.00", ALL),
    "a number that looks like a person's": ("1171010203040001;DKC-01;06/03/2026;09/03/2026;0;", ROW),
    "a word met twice, one of them unread": ("11.06;XYZ-99;06/03/2026;09/03/2026;x;", ROW),
    "a new word and an unreadable date": ("11.06;DKC-01;31/02/2026;;0;", ROW),
    "a new word and a date that begins with the month": ("11.06;DKC-01;03/16/2026;;0;", ALL),
    "a cell in two lines": ('11.71;"DKC-\n01";06/03/2026;09/03/2026;0;', ALL),
}


def outcome(home, path, first, monkeypatch):
    """Everything a load tells and stores, and what was read once more."""
    readings, afresh = [], []
    read, lay_out = typed_rows.read, unread_rows.lay_out
    monkeypatch.setattr(sample, "FIRST", first)
    monkeypatch.setattr(typed_rows, "read", lambda *a: readings.append(1) or read(*a))
    monkeypatch.setattr(unread_rows, "lay_out", lambda *a: afresh.append(1) or lay_out(*a))
    receipt = load.load(home, load.request(home, path, "transactions"))
    told = dataclasses.replace(receipt, seq=None)
    return (
        told,
        None if receipt.refused else rows(home, receipt).to_csv(),
        ALL if readings[1:] else ROW if afresh else NONE,
    )


@pytest.mark.parametrize(("later", "again"), LATER.values(), ids=LATER)
def test_the_outcome_is_that_of_a_look_at_every_row(tmp_path, monkeypatch, later, again):
    path = tmp_path / "berkas.csv"
    cells = [*PLAIN, *PLAIN, later, *PLAIN]
    path.write_text("\n".join([HEADERS, *(f"A-{i};{row}" for i, row in enumerate(cells))]) + "\n", encoding="utf-8")
    *whole, nothing = outcome(Home(tmp_path / "whole"), path, 1_000, monkeypatch)
    *first, read_again = outcome(Home(tmp_path / "first"), path, FIRST, monkeypatch)
    assert first == whole
    assert (nothing, read_again) == (NONE, again)


class Explained:
    """A connection that notes how the engine plans to read the cells."""

    def __init__(self, con, plans):
        self._con, self._plans = con, plans

    def __getattr__(self, name):
        return getattr(self._con, name)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._con.close()

    def execute(self, sql, *parameters):
        if "table typed_rows as" in sql:
            self._plans.append(str(self._con.execute(f"explain {sql}", *parameters).fetchall()))
        return self._con.execute(sql, *parameters)


@pytest.mark.parametrize("kind", ["transactions", "complaints", "recap"])
def test_rows_whose_place_is_their_number_are_never_joined(tmp_path, monkeypatch, kind):
    """A join would change their order, and with it the row that a message names; as does an `in` of many words."""
    declared = kinds.kind(kind)
    headers = [column.header for column in declared.columns]
    path = tmp_path / "berkas.csv"
    path.write_text("\n".join([";".join(headers), *(";".join("x" for _ in headers) for _ in range(9))]) + "\n")
    words = {"*": tuple(f"kosong {n}" for n in range(9))}
    plans, connect = [], duckdb_session.connect
    monkeypatch.setattr(duckdb_session, "connect", lambda: Explained(connect(), plans))
    monkeypatch.setattr(sample, "FIRST", FIRST)
    load.load(Home(tmp_path / "home"), load.Request(path, declared, Profile(blank_words=words), dry_run=True))
    assert plans and "READ_CSV" in plans[0] and "Join" not in plans[0]
