"""One upload from file to ledger: what is accepted goes in as one entry, what is refused leaves no trace."""

import json
import os

import pandas as pd
import pytest

from data.errors import SetupError
from data.home import Home
from data.intake import commit, load
from data.ledger import entries
from data.schema import kinds
from tests.data import uploads

TABLE = """
  nomor_permohonan | kode_wilayah | kode_layanan | kanal    | waktu_diajukan   | waktu_selesai
  A-1              | 11.71        | DKC-01       | langsung | 2026-03-02 09:00 | 2026-03-03 10:00
  A-2              | 11.71        | DKC-01       | radio    | 2026-03-02 09:00 |
  A-3              | 11.99        | DKC-01       | langsung | 2026-03-02 09:00 |
  A-4              | 11.71        | DKC-01       | langsung | 31/02/2026       |
"""
GOOD = "\n".join(TABLE.strip().splitlines()[:2])


@pytest.fixture
def office(tmp_path):
    return Home(tmp_path / "home")


def test_good_rows_go_in_and_the_rest_is_told(office):
    receipt = uploads.send(office, TABLE)
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected, receipt.refused) == (4, 2, 2, False)
    assert uploads.found(receipt) == [
        (3, "kanal", "word_unknown", "warning"),
        (4, "kode_wilayah", "region_unknown", "error"),
        (5, "waktu_diajukan", "date_unreadable", "error"),
    ]
    rows = uploads.rows(office, receipt)
    assert rows[["row_no", "application_no", "region_code", "channel"]].fillna("").values.tolist() == [
        [2, "A-1", "11.71", "langsung"],
        [3, "A-2", "11.71", ""],
    ]


def test_the_entry_tells_who_loaded_what_and_when(office):
    receipt = uploads.send(office, TABLE)
    entry = entries.entries(office)[-1]
    assert (entry.seq, entry.kind, entry.who) == (receipt.seq, "transactions", "petugas")
    assert entry.when.endswith("+07:00")
    assert entry.what["file"] == "berkas.csv"
    assert entry.what["sha256"] == receipt.sha256
    assert entry.what["counts"] == {"read": 4, "accepted": 2, "rejected": 2}
    assert set(entry.files) == {"rows.parquet", "problems.parquet"}
    written = json.loads((entry.folder / "entry.json").read_text(encoding="utf-8"))
    named = {"seq", "kind", "who", "when", "schema_version", "what", "files", "previous"}
    assert named | {"sha256", "bytes_sha256"} == set(written)


def test_problems_are_kept_without_the_value_of_any_cell(office):
    uploads.send(office, TABLE)
    folder = entries.entries(office)[-1].folder
    kept = pd.read_parquet(folder / "problems.parquet")
    assert kept[["row_no", "column_header", "rule", "severity"]].values.tolist() == [
        [3, "kanal", "word_unknown", "warning"],
        [4, "kode_wilayah", "region_unknown", "error"],
        [5, "waktu_diajukan", "date_unreadable", "error"],
    ]
    assert "radio" not in (folder / "problems.parquet").read_bytes().decode("latin-1")


def test_settings_enter_with_the_first_accepted_load_and_again_only_after_a_change(office):
    uploads.send(office, GOOD)
    uploads.send(office, GOOD.replace("A-1", "A-2"))
    flood = "region_code | from | to | decree\n11.71 | 2026-03-01 | 2026-03-31 | SK"
    uploads.write(office.root / "reference" / "force_majeure.csv", flood, mark=",")
    uploads.send(office, GOOD.replace("A-1", "A-3"))
    kinds_of_entry = [entry.kind for entry in entries.entries(office)]
    assert kinds_of_entry == [
        "targets", "calendar", "reference", "transactions", "transactions", "calendar", "transactions",
    ]  # fmt: skip


def test_a_registered_setting_is_the_file_itself(office):
    own = 'on_time_rate:\n  - {from: "2020-01", value: 99, decree: "SK"}\n'
    office.root.mkdir(parents=True)
    (office.root / "targets.yaml").write_text(own, encoding="utf-8")
    uploads.send(office, GOOD)
    [entry] = [entry for entry in entries.entries(office) if entry.kind == "targets"]
    assert (entry.folder / "targets.yaml").read_text(encoding="utf-8") == own


def test_the_same_bytes_are_refused_while_they_stand_in_the_ledger(office):
    first = uploads.send(office, GOOD)
    before = uploads.on_disk(office.root)
    again = uploads.send(office, GOOD, name="nama-lain.csv")
    assert (again.seq, again.refused, again.rows_accepted) == (None, True, 0)
    assert [(problem.rule, problem.detail) for problem in again.problems] == [("already_loaded", {"entry": first.seq})]
    assert uploads.on_disk(office.root) == before


def test_after_an_undo_they_may_be_loaded_again(office):
    first = uploads.send(office, GOOD)
    entries.undo(office, first.seq, "petugas", "salah berkas")
    again = uploads.send(office, GOOD)
    assert (again.refused, again.seq) == (False, first.seq + 2)
    assert uploads.send(office, GOOD).problems[0].detail == {"entry": again.seq}


def test_a_file_that_came_in_while_this_one_was_read_is_refused_too(office, monkeypatch):
    """Two people load the same file at the same moment: the second finds the first inside the lock."""
    real, seen = commit.already_loaded, []

    def first_time_blind(home, sha256, sheet):
        seen.append(sha256)
        return None if len(seen) == 2 else real(home, sha256, sheet)

    monkeypatch.setattr(commit, "already_loaded", first_time_blind)
    first = uploads.send(office, GOOD)
    seen[:] = ["x"]
    again = uploads.send(office, GOOD)
    assert (first.refused, again.refused, again.problems[0].rule) == (False, True, "already_loaded")


def test_a_dry_run_tells_the_same_and_writes_nothing(office):
    tried = uploads.send(office, TABLE, dry_run=True)
    assert not office.root.exists()
    told = uploads.send(office, TABLE)
    assert (tried.seq, tried.refused) == (None, False)
    assert (tried.rows_read, tried.rows_accepted, tried.rows_rejected) == (4, 2, 2)
    assert tried.problems == told.problems


REFUSED = {
    "no row is right": "\n".join(line.replace("11.71", "11.99") for line in TABLE.splitlines()),
    "headers only": TABLE.strip().splitlines()[0],
    "a column is missing": TABLE.replace("kode_layanan", "kode_lain"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_file_leaves_the_home_as_it_was(office, case):
    assert uploads.send(office, REFUSED[case]).refused
    assert not office.root.exists()
    uploads.send(office, GOOD)
    before = uploads.on_disk(office.root)
    assert uploads.send(office, REFUSED[case]).refused
    assert uploads.on_disk(office.root) == before


def test_a_missing_column_is_named_with_the_nearest_header_found(office):
    receipt = uploads.send(
        office, "nomor_permohonan | wilayah | kode_layan | waktu_diajukan\nA | 11.71 | DKC-01 | 2026-03-02"
    )
    [problem] = receipt.problems
    assert (problem.column, problem.rule) == ("kode_layanan", "column_missing")
    assert problem.detail == {"column": "kode_layanan", "nearest": "kode_layan"}
    assert "kode_layanan" in problem.message() and "kode_layan." in problem.message()


def test_every_missing_column_is_named_at_once(office):
    receipt = uploads.send(office, "nomor_permohonan | xyz\nA-1 | 1")
    assert [(problem.column, problem.rule) for problem in receipt.problems] == [
        ("kode_wilayah", "region_missing"),
        ("kode_layanan", "column_missing_alone"),
        ("waktu_diajukan", "column_missing_alone"),
    ]


def test_a_survey_needs_one_of_the_nine_unsur_and_not_all(office):
    table = "nomor_respons | kode_wilayah | tanggal | {}\nR-1 | 11.71 | 2026-03-02 | 4"
    assert uploads.send(office, table.format("kesan"), "surveys").problems[0].rule.startswith("column_missing")
    assert uploads.send(office, table.format("sarana"), "surveys").rows_accepted == 1


@pytest.mark.parametrize("number", ["U8", "U9"])
def test_u8_and_u9_are_never_guessed(office, number):
    """Many files swap pengaduan and sarana, so their numbers tell nothing."""
    table = f"nomor_respons | kode_wilayah | tanggal | {number}\nR-1 | 11.71 | 2026-03-02 | 4"
    assert uploads.send(office, table, "surveys").refused


def test_an_office_may_refuse_whole_files_with_errors(office):
    office.root.mkdir(parents=True)
    (office.root / "home.yaml").write_text("files_with_errors: refuse_file\n", encoding="utf-8")
    before = uploads.on_disk(office.root)
    receipt = uploads.send(office, TABLE)
    assert (receipt.seq, receipt.refused, receipt.rows_accepted, receipt.rows_rejected) == (None, True, 0, 2)
    assert uploads.on_disk(office.root) == before
    warned = "\n".join(TABLE.strip().splitlines()[:3])
    assert uploads.send(office, warned).rows_accepted == 2, "a warning is no error"


def test_such_a_refusal_says_that_the_office_takes_no_files_with_errors(office):
    office.root.mkdir(parents=True)
    (office.root / "home.yaml").write_text("files_with_errors: refuse_file\n", encoding="utf-8")
    assert "errors_refuse_file" in [problem.rule for problem in uploads.send(office, TABLE).problems]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("files_with_errors: maybe\n", "home.yaml, baris 1"),
        ("warna: biru\n", "warna: tidak dikenal"),
        ("a: [\n", "baris"),
    ],
)
def test_a_wrong_setting_is_one_line_with_its_place(office, settings, told):
    office.root.mkdir(parents=True)
    (office.root / "home.yaml").write_text(settings, encoding="utf-8")
    with pytest.raises(SetupError) as error:
        uploads.send(office, TABLE)
    assert told in str(error.value) and "\n" not in str(error.value)
    assert not office.ledger_dir.exists()


def test_what_is_asked_is_checked_before_anything_is_read(office, tmp_path):
    path = uploads.write(tmp_path / "a.csv", GOOD)
    for asked, told in (
        ((tmp_path / "nix.csv", "transactions"), "nix.csv: berkas tidak ada"),
        ((tmp_path, "transactions"), "berkas tidak ada"),
        ((path, "letters"), "--kind letters: jenis unggahan tidak dikenal. Pilih salah satu: "),
        ((path, "common"), "--kind common: jenis unggahan tidak dikenal."),
        ((path, "transactions", None, "11.99"), "--region 11.99: wilayah tidak dikenal"),
        ((path, "transactions", None, "11"), "--region 11: wilayah tidak dikenal"),
        ((path, "transactions", "nix"), "--profile nix: profil tidak ditemukan"),
    ):
        with pytest.raises(SetupError) as error:
            load.request(office, *asked)
        assert told in str(error.value) and "\n" not in str(error.value)
    assert not office.root.exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_file_that_may_not_be_read_is_one_line(office, tmp_path, monkeypatch):
    path = uploads.write(tmp_path / "a.csv", GOOD)

    def forbidden(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(entries, "file_sha256", forbidden)  # as for a file of someone else; root may read everything
    with pytest.raises(SetupError):
        load.load(office, load.request(office, path, "transactions"))


def test_the_shape_of_a_receipt_is_the_contract(office):
    told = uploads.send(office, TABLE).as_dict()
    assert list(told) == ["seq", "kind", "file", "sha256", "rows_read", "rows_accepted", "rows_rejected", "problems"]
    assert all(set(problem) == {"row", "column", "rule", "severity", "message"} for problem in told["problems"])
    assert told["problems"][2]["message"] == (
        "Baris 5, kolom waktu_diajukan: tanggal tidak dapat dibaca. Tulis seperti 31/01/2026 08.05."
    )


@pytest.mark.parametrize("kind", kinds.names())
def test_the_example_row_of_every_declaration_is_accepted(office, kind):
    columns = [column for column in kinds.kind(kind).columns if column.example]
    table = " | ".join(column.header for column in columns) + "\n" + " | ".join(column.example for column in columns)
    receipt = uploads.send(office, table, kind)
    assert (receipt.rows_accepted, receipt.problems) == (1, ())
