"""Options of `load`: which sheets are read, how each column was understood; and the nearest words in messages."""

import json

import pytest
import xlsxwriter

import cli

SHEETS = {"Januari": 10, "Februari": 20, "Petunjuk": None, "Maret": 30}


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CAPAIAN_HOME", str(tmp_path / "home"))
    return tmp_path


def book(path):
    """A sheet a month, and one without a table of ours."""
    with xlsxwriter.Workbook(str(path)) as out:
        for name, received in SHEETS.items():
            sheet = out.add_worksheet(name)
            if received is None:
                sheet.write_row(0, 0, ["Cara mengisi"])
                continue
            sheet.write_row(0, 0, ["Kab/Kota", "Jenis Layanan", "Jumlah Masuk", "Jumlah Selesai", "Loket"])
            sheet.write_row(1, 0, ["Kota Banda Aceh", "Akta Kelahiran", received, received - 1, 1])
    return str(path)


def loaded(capsys, *arguments):
    code = cli.main(["load", *arguments, "--kind", "recap", "--json"])
    told = json.loads(capsys.readouterr().out)
    return code, told if isinstance(told, list) else [told]


def test_one_sheet_or_all_of_one_shape(home, capsys):
    path = book(home / "rekap 2026.xlsx")
    code, [one] = loaded(capsys, path, "--sheet", "Februari")
    assert (code, one["rows_accepted"]) == (0, 1)
    code, receipts = loaded(capsys, path, "--sheet", "all")
    assert [receipt["rows_accepted"] for receipt in receipts] == [1, 0, 1], "February is in already"
    assert code == 1 and receipts[1]["problems"][0]["rule"] == "already_loaded"
    code, [none] = loaded(capsys, path, "--sheet", "Desember")
    assert (code, none["problems"][0]["rule"]) == (1, "sheet_missing")


def test_explain_says_how_each_column_was_read(home, capsys):
    path = book(home / "rekap 2026.xlsx")
    _, [receipt] = loaded(capsys, path, "--sheet", "Maret", "--explain", "--dry-run")
    read = receipt["understood"]
    assert (read["sheet"], read["header_row"], read["unread"]) == ("Maret", 1, ["Loket"])
    assert read["columns"]["masuk"] == "Jumlah Masuk"
    cli.main(["load", path, "--kind", "recap", "--sheet", "Maret", "--explain", "--dry-run"])
    shown = capsys.readouterr().out
    assert "masuk ← Jumlah Masuk" in shown and "Loket" in shown


@pytest.mark.parametrize(
    ("column", "word", "nearest"),
    [
        ("kode_layanan", "Akte Kelahiran", "DKC-03"),
        ("kode_layanan", "PTS-2", None),
        ("kode_wilayah", "Kota Band Aceh", "11.71"),
    ],
)
def test_a_message_names_the_known_word_that_is_nearest_and_never_the_cell(home, capsys, column, word, nearest):
    cells = {"kode_wilayah": "11.71", "bulan": "2026-03", "kode_layanan": "DKC-01", "masuk": "1", "selesai": "1"}
    cells[column] = word
    path = home / "rekap.csv"
    path.write_text(";".join(cells) + "\n" + ";".join(cells.values()) + "\n", encoding="utf-8")
    _, [receipt] = loaded(capsys, str(path), "--dry-run")
    [problem] = receipt["problems"]
    assert word not in problem["message"]
    if nearest:
        assert problem["message"].endswith(f"Mungkin maksudnya {nearest}.")
