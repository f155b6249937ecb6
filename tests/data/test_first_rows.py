"""What a large file's first rows tell is relied on only where every other row agrees: the outcome is the same."""

import dataclasses

import pytest

from data.home import Home
from data.intake import load
from data.intake.values import sample, typed_rows
from tests.data.uploads import rows

HEADERS = "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;jumlah_pengembalian;biaya_dibayar"
PLAIN = ("11.71;DKC-01;02/03/2026 09.00;03/03/2026;0;350000", "11.71;DKC-01;04/03/2026 09.00;05/03/2026;1;")
FIRST = 2
LATER = {
    "nothing new": ("11.71;DKC-01;06/03/2026 09.00;09/03/2026;1;20000", False),
    "a blank row": (";;;;;", False),
    "an unreadable date": ("11.71;DKC-01;31/02/2026 09.00;;0;", False),
    "a date of another form": ("11.71;DKC-01;2 Maret 2026;3 Maret 2026;0;", False),
    "a fee of another form": ("11.71;DKC-01;06/03/2026;09/03/2026;0;Rp 350.000,-", False),
    "a region not met before": ("11.06;DKC-01;06/03/2026;09/03/2026;0;", True),
    "another spelling of one": ("Kota Banda Aceh;DKC-01;06/03/2026;09/03/2026;0;", True),
    "a service nobody knows": ("11.71;XYZ-99;06/03/2026;09/03/2026;0;", True),
    "a count not met before": ("11.71;DKC-01;06/03/2026;09/03/2026;7;", True),
    "a dash for nil": ("11.71;DKC-01;06/03/2026;09/03/2026;-;", True),
    "a date that begins with the month": ("11.71;DKC-01;03/16/2026;03/17/2026;0;", True),
    "a date that begins with its year": ("11.71;DKC-01;26-03-17;26-03-18;0;", True),
    "a decimal point": ("11.71;DKC-01;06/03/2026;09/03/2026;0;1,350.00", True),
    "a number that looks like a person's": ("1171010203040001;DKC-01;06/03/2026;09/03/2026;0;", True),
    "a cell in two lines": ('11.71;"DKC-\n01";06/03/2026;09/03/2026;0;', True),
}


def outcome(home, path, first, monkeypatch):
    """Everything a load tells and stores, and how often the cells were typed."""
    readings = []
    read = typed_rows.read
    monkeypatch.setattr(sample, "FIRST", first)
    monkeypatch.setattr(typed_rows, "read", lambda *a: readings.append(1) or read(*a))
    receipt = load.load(home, load.request(home, path, "transactions"))
    told = dataclasses.replace(receipt, seq=None)
    return told, None if receipt.refused else rows(home, receipt).to_csv(), len(readings)


@pytest.mark.parametrize(("later", "is_unforeseen"), LATER.values(), ids=LATER)
def test_the_outcome_is_that_of_a_look_at_every_row(tmp_path, monkeypatch, later, is_unforeseen):
    path = tmp_path / "berkas.csv"
    cells = [*PLAIN, *PLAIN, later, *PLAIN]
    path.write_text("\n".join([HEADERS, *(f"A-{i};{row}" for i, row in enumerate(cells))]) + "\n", encoding="utf-8")
    *whole, once = outcome(Home(tmp_path / "whole"), path, 1_000, monkeypatch)
    *first, times = outcome(Home(tmp_path / "first"), path, FIRST, monkeypatch)
    assert first == whole
    assert (once, times) == (1, 2 if is_unforeseen else 1)
