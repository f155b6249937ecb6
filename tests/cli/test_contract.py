"""The terminal, exactly: JSON shapes, exit codes and one line on stderr (design 9, rules.md 6)."""

import csv
import io
import json
import shutil
from datetime import timedelta

import pytest

from data import clock
from metrics.scorecard.request import BY
from tests.cli.conftest import program, terminal
from tests.data import uploads
from tests.demo_home import one_file_a_kind

LOADED = ["seq", "kind", "file", "sha256", "rows_read", "rows_accepted", "rows_rejected", "problems"]
PROBLEM = {"row", "column", "rule", "severity", "message"}
ROW = [
    "indicator", "period", "member", "numerator", "denominator", "actual", "target", "achievement_pct", "status",
    "reasons", "interval", "confidence", "variation", "assurance",
    "points", "met_months", "n", "actual_without_force_majeure",
]  # fmt: skip
STATUSES = {"achieved", "missed", "cannot_judge", "no_data", "no_target", "not_applicable", "force_majeure"}
CONFIDENCE = {"surely_met", "likely_met", "cannot_tell", "likely_missed", "surely_missed", None}

# Received on Mondays of 2025; DKC-01 is due the next working day, PTS-01 later.
PERMITS = """
  nomor_permohonan | kode_wilayah | kode_layanan | kanal      | waktu_diajukan   | waktu_selesai    | status
  A-1              | 11.71        | DKC-01       | langsung   | 2025-01-06 09:00 | 2025-01-07 10:00 | selesai
  A-2              | 11.71        | DKC-01       | mandiri    | 2025-01-06 09:00 | 2025-01-09 10:00 | selesai
  A-3              | 11.71        | DKC-02       | elektronik | 2025-02-03 09:00 | 2025-02-04 10:00 | ditolak
  A-4              | 11.71        | DKC-02       |            | 2025-03-03 09:00 | 2025-03-04 10:00 | selesai
  A-5              | 11.71        | DKC-01       | langsung   | 2025-03-03 09:00 |                  | proses
  A-6              | 11.06        | DKC-01       | langsung   | 2025-03-03 09:00 | 2025-03-04 10:00 | selesai
"""
BROKEN = """
  nomor_permohonan | kode_wilayah | kode_layanan | kanal | waktu_diajukan | waktu_selesai
  B-1              | 11.71        | DKC-01       | radio | 2025-01-06     | 2025-01-07
  B-2              | 11.71        | DKC-01       |       | 2025-01-06     | 31/02/2025
  B-3              | 1173         | DKC-01       |       | 2025-01-06     | 2025-01-07
"""
SURVEY = """
  nomor_respons | kode_wilayah | tanggal    | kode_instansi | persyaratan | prosedur | waktu | pengaduan | sarana
  R-1           | 11.71        | 2025-01-08 | DKC           | 4           | 3        | 4     | 3         | 4
  R-2           | 11.71        | 2025-01-09 | DKC           | 3           | 3        | 3     | 3         | 2
"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A folder of files as offices send them."""
    folder = tmp_path_factory.mktemp("sent")
    for name, table in (("permohonan", PERMITS), ("salah", BROKEN), ("survei", SURVEY)):
        uploads.write(folder / f"{name}.csv", table)
    return folder


@pytest.fixture(scope="module")
def home(sent, tmp_path_factory):
    """A home into which the three files were loaded: entries 1-3 settings, 4-6 uploads, 7 an undo, 8 the rest."""
    root = tmp_path_factory.mktemp("office") / "home"
    load = ("load", "--by", "petugas", "--json")
    assert terminal(root, *load, sent / "permohonan.csv", "--kind", "transactions").told["seq"] == 4
    assert terminal(root, *load, sent / "salah.csv", "--kind", "transactions").told["seq"] == 5
    assert terminal(root, *load, sent / "survei.csv", "--kind", "surveys").told["seq"] == 6
    assert terminal(root, "undo", 5, "--by", "petugas", "--reason", "salah berkas").code == 0
    return root


@pytest.fixture(scope="module")
def score(home):
    """Rows of the score as JSON: `score("--period", "2025")`."""

    def scored(*asked):
        answer = terminal(home, "score", *asked, "--format", "json")
        assert (answer.code, answer.err) == (0, ""), answer.err
        return answer.told

    return scored


def one(rows):
    assert len(rows) == 1, [(row["indicator"], row["member"]) for row in rows]
    return rows[0]


# load


def test_load_tells_one_file_as_an_object(office, sent):
    told = terminal(office, "load", sent / "salah.csv", "--kind", "transactions", "--json").told
    assert list(told) == LOADED
    assert [set(problem) for problem in told["problems"]] == [PROBLEM] * 3
    assert {key: told[key] for key in LOADED if key not in ("sha256", "problems")} == {
        "seq": 4,
        "kind": "transactions",
        "file": "salah.csv",
        "rows_read": 3,
        "rows_accepted": 1,
        "rows_rejected": 2,
    }
    assert told["sha256"] == uploads.on_disk(sent)["salah.csv"]
    assert told["problems"][1] == {
        "row": 3,
        "column": "waktu_selesai",
        "rule": "date_unreadable",
        "severity": "error",
        "message": "Baris 3, kolom waktu_selesai: tanggal tidak dapat dibaca. Tulis seperti 31/01/2026 08.05.",
    }


def test_load_tells_several_files_as_a_list_and_any_refusal_as_exit_code_1(office, sent):
    files = (sent / "permohonan.csv", sent / "salah.csv", sent / "permohonan.csv")
    answer = terminal(office, "load", *files, "--kind", "transactions", "--json")
    assert answer.refused(1).startswith("permohonan.csv: ditolak. Berkas yang sama sudah dimuat pada entri 4.")
    assert [list(told) for told in answer.told] == [LOADED] * 3
    assert [told["seq"] for told in answer.told] == [4, 5, None]


def test_load_without_json_is_read_by_people(office, sent):
    answer = terminal(office, "load", sent / "salah.csv", "--kind", "transactions")
    assert (answer.code, answer.err) == (0, "")
    first, *rest = answer.out.splitlines()
    assert first == "salah.csv: entri 4; dibaca 3, diterima 1, ditolak 2"
    assert len(rest) == 3 and rest[0].startswith("  Baris 2, kolom kanal: ")


def test_a_dry_run_writes_nothing_and_tells_the_same(office, sent):
    arguments = ("load", sent / "salah.csv", "--kind", "transactions", "--json")
    tried = terminal(office, *arguments, "--dry-run")
    assert (tried.code, tried.told["seq"]) == (0, None)
    assert not office.exists()
    assert terminal(office, *arguments).told | {"seq": None} == tried.told


def test_a_refused_dry_run_is_exit_code_1(office, tmp_path):
    path = uploads.write(tmp_path / "a.csv", BROKEN.replace("radio", "").replace("11.71", "1173"))
    answer = terminal(office, "load", path, "--kind", "transactions", "--dry-run", "--json")
    assert "3 dari 3 baris bermasalah" in answer.refused(1)
    assert not office.exists()


def test_the_region_of_an_upload_is_a_check_or_a_constant(office, sent, tmp_path):
    arguments = ("--kind", "transactions", "--region", "11.71", "--json")
    told = terminal(office, "load", sent / "permohonan.csv", *arguments).told
    assert [(p["row"], p["rule"]) for p in told["problems"] if p["severity"] == "error"] == [(7, "region_not_yours")]
    without = uploads.write(
        tmp_path / "a.csv", "nomor_permohonan | kode_layanan | waktu_diajukan\nX-1 | DKC-01 | 2025-01-06"
    )
    assert terminal(office, "load", without, *arguments).told["rows_accepted"] == 1
    rows = terminal(
        office, "score", "--period", "2025-01", "--indicator", "received", "--by", "region", "--format", "json"
    )
    assert {row["member"]: row["actual"] for row in rows.told if row["actual"]} == {"11.71": 3}


# score


def test_every_row_of_the_score_has_the_keys_of_the_contract(score):
    rows = score("--period", "2025-Q1") + score("--period", "2025", "--by", "region,month")
    assert {tuple(row) for row in rows} == {tuple(ROW)}
    for row in rows:
        assert row["status"] in STATUSES and row["confidence"] in CONFIDENCE
        assert row["variation"] in ("common", "improving", "worsening", None)
        assert row["assurance"] in ("keeps_meeting", "hit_and_miss", "keeps_missing", None)
        assert isinstance(row["reasons"], list)
        assert row["interval"] is None or (row["interval"] == sorted(row["interval"]) and len(row["interval"]) == 2)
        for key in ("numerator", "denominator", "actual", "target", "achievement_pct"):
            assert row[key] is None or type(row[key]) in (int, float), (key, row)


def test_the_figures_are_those_counted_by_hand(score):
    rows = {row["indicator"]: row for row in score("--period", "2025-Q1", "--region", "11.71")}
    drawn = {
        "received": (5, None, 5),
        "completed": (3, None, 3),
        "rejected": (1, None, 1),
        "on_time_rate": (3, 4, 75.0),
        "on_time_rate_with_open": (3, 5, 60.0),  # A-5 was due on 4 March, the newest day that any record tells of
        "clearance_rate": (4, 5, 80.0),
        "digital_share": (2, 3, 100 * 2 / 3),
        "self_service_share": (1, 3, 100 * 1 / 3),
        "unsur_sarana": (6, 2, 3.0),
    }
    told = {name: tuple(rows[name][key] for key in ("numerator", "denominator", "actual")) for name in drawn}
    assert told == drawn
    assert (rows["on_time_rate"]["target"], rows["on_time_rate"]["status"]) == (90, "missed")
    assert rows["on_time_rate"]["achievement_pct"] == pytest.approx(100 * 75 / 90)
    assert (rows["median_processing_days"]["numerator"], rows["median_processing_days"]["actual"]) == (None, 1.0)
    assert rows["satisfaction_index"]["numerator"] is None


def test_an_interval_stays_on_the_scale_of_its_indicator(score):
    rows = {row["indicator"]: row["interval"] for row in score("--period", "2025-01")}
    for indicator, lowest, highest in (("satisfaction_index", 25, 100), ("unsur_sarana", 1, 4)):
        low, high = rows[indicator]
        assert lowest <= low <= high <= highest


def test_by_region_lists_all_23_and_never_their_whole(score):
    rows = score("--period", "2025-03", "--indicator", "received", "--by", "region")
    assert len(rows) == len({row["member"] for row in rows}) == 23
    assert "11" not in {row["member"] for row in rows}
    told = {row["member"]: row["actual"] for row in rows}
    assert (told["11.71"], told["11.06"], told["11.01"]) == (2, 1, None)
    assert (
        one(score("--period", "2025-03", "--indicator", "received", "--by", "region", "--region", "11.71"))["actual"]
        == 2
    )


PARTS = {
    "region": ("11.71", 2),
    "leaf": ("11.71", 2),
    "agency": ("DKC", 3),
    "service": ("DKC-02", 1),
    "channel": ("-", 1),
    "month": ("2025-03", 3),
    "region,month": ("11.71", 2),
    "leaf,month": ("11.71", 2),
}


@pytest.mark.parametrize("by", BY)
def test_parts_are_codes_and_add_up_to_their_whole(score, by):
    member, expected = PARTS[by]
    asked = ("--period", "2025-03", "--indicator", "received")
    rows = score(*asked, "--by", by)
    assert sum(row["actual"] or 0 for row in rows) == one(score(*asked))["actual"] == 3
    assert {row["member"]: row["actual"] for row in rows}[member] == expected
    assert {row["period"] for row in rows} == {"2025-03"}


def test_by_month_period_and_member_are_both_the_month(score):
    rows = score("--period", "2025-Q1", "--indicator", "received", "--by", "month", "--region", "11.71")
    assert [(row["period"], row["member"], row["actual"]) for row in rows] == [
        ("2025-01", "2025-01", 2),
        ("2025-02", "2025-02", 1),
        ("2025-03", "2025-03", 2),
    ]


def test_by_region_and_month_the_member_is_the_region(score):
    rows = score("--period", "2025-Q1", "--indicator", "received", "--by", "region,month")
    assert len(rows) == 23 * 3
    assert {(row["member"], row["period"]): row["actual"] for row in rows if row["actual"]} == {
        ("11.71", "2025-01"): 2,
        ("11.71", "2025-02"): 1,
        ("11.71", "2025-03"): 2,
        ("11.06", "2025-03"): 1,
    }


PERIODS = {
    "2025-01": 2,
    "2025-Q1": 6,
    "2025-S1": 6,
    "2025": 6,
    "2025-02..2025-03": 4,
    "ytd:2025-02": 3,
    "r12:2026-01": 4,
}


@pytest.mark.parametrize("period", PERIODS)
def test_every_spelling_of_a_period_is_understood_and_given_back(score, period):
    row = one(score("--period", period, "--indicator", "received"))
    assert (row["period"], row["member"], row["actual"]) == (period, "11", PERIODS[period])


def test_without_a_period_the_newest_complete_one_is_meant(score):
    assert {row["period"] for row in score()} == {"2025-03"}
    assert {row["period"] for row in score("--region", "11.06")} == {"2025-03"}


def test_the_province_may_be_named_by_its_code(score):
    assert score("--period", "2025", "--region", "11") == score("--period", "2025")


def test_several_indicators_come_in_the_order_asked_for(score):
    rows = score("--period", "2025", "--indicator", "rejected", "--indicator", "received")
    assert [row["indicator"] for row in rows] == ["rejected", "received"]


def test_zero_and_not_reported_are_two_things(score):
    zero = one(score("--period", "2025-01", "--indicator", "rejected", "--region", "11.71"))
    silent = one(score("--period", "2025-01", "--indicator", "rejected", "--region", "11.06"))
    assert (zero["actual"], zero["numerator"], zero["status"]) == (0, 0, "no_target")
    assert (silent["actual"], silent["numerator"], silent["status"]) == (None, None, "no_data")


def test_as_of_counts_what_was_undone_only_later(score):
    told = {seq: one(score("--period", "2025-01", "--indicator", "received", "--as-of", seq)) for seq in (3, 4, 5, 7)}
    assert {seq: row["actual"] for seq, row in told.items()} == {3: None, 4: 2, 5: 3, 7: 2}


def test_csv_and_table_show_the_same_rows(home, score):
    asked = ("--period", "2025-Q1", "--region", "11.71")
    rows = score(*asked)
    printed = terminal(home, "score", *asked, "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(printed.out)))
    assert list(lines[0]) == ROW
    assert [line["actual"] for line in lines] == ["" if row["actual"] is None else str(row["actual"]) for row in rows]
    # A text that begins with a minus is marked for spreadsheets.
    assert [line["interval"].lstrip("'") for line in lines] == [
        " ".join(map(str, row["interval"] or ())) for row in rows
    ]
    shown = terminal(home, "score", *asked, "--format", "table").out
    assert shown == terminal(home, "score", *asked).out, "a table is the default"
    assert "Selesai tepat waktu" in shown and "75,00 %" in shown and "belum tercapai" in shown


# What is asked wrongly


UNKNOWN = {
    ("score", "--period", "2025-13"): "--period 2025-13: Periode '2025-13' tidak dikenal",
    ("score", "--period", "Januari"): "--period Januari: Periode 'Januari' tidak dikenal",
    ("score", "--period", "2025-03..2025-01"): "berakhir sebelum dimulai",
    ("score", "--region", "11.99"): "--region 11.99: wilayah tidak dikenal",
    ("score", "--region", "1171"): "--region 1171: wilayah tidak dikenal",
    ("score", "--region", "12"): "--region 12: wilayah tidak dikenal",
    ("score", "--indicator", "tepat"): "--indicator tepat: indikator tidak dikenal. Pilih salah satu: received",
    ("score", "--by", "kecamatan"): "--by kecamatan: pilihan tidak dikenal. Pilih salah satu: region | leaf | agency",
    ("score", "--by", "month,region"): "--by month,region: pilihan tidak dikenal",
    ("score", "--as-of", "99"): "--as-of 99: entri itu belum ada. Entri terbaru adalah 7",
    ("score", "--as-of", "-1"): "--as-of -1: entri itu belum ada",
    ("score", "--format", "xml"): "--format: nilainya tidak dikenal. Pilih salah satu: json | csv | table. Lihat: cli",
    ("score", "--as-of", "tujuh"): "--as-of: nilainya harus bilangan bulat dalam batas yang diizinkan. Lihat: cli.py",
    ("score", "--warna", "biru"): "--warna: pilihan ini tidak ada. Lihat: cli.py --help",
    ("score", "--perode", "2025"): "--perode: pilihan ini tidak ada; mungkin yang dimaksud --period.",
    ("score", "--period"): "--period: nilainya belum ditulis; tulis sesudah pilihan ini.",
    ("score", "juga"): "Ada kata yang berlebih pada perintah",
    ("demo", "--records", "0"): "--records: nilainya harus bilangan bulat dalam batas yang diizinkan.",
    ("rapor",): "rapor: perintah ini tidak ada; mungkin yang dimaksud report. Lihat: cli.py --help",
    ("skore",): "skore: perintah ini tidak ada; mungkin yang dimaksud score",
    ("targets", "chek"): "chek: perintah ini tidak ada; mungkin yang dimaksud check.",
}


@pytest.mark.parametrize("arguments", UNKNOWN, ids=" ".join)
def test_wrong_use_is_one_line_and_exit_code_2(home, arguments):
    before = uploads.on_disk(home)
    answer = terminal(home, *arguments)
    assert UNKNOWN[arguments] in answer.refused(2)
    assert answer.out == ""
    assert uploads.on_disk(home) == before


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(("undo", "3"), "--reason"), (("load", "a.csv"), "--kind"), (("load",), "files"), (("undo",), "seq")],
    ids=str,
)
def test_what_is_missing_is_named(home, arguments, named):
    assert named in terminal(home, *arguments).refused(2)


def test_no_command_at_all_is_help_and_no_error(home):
    assert terminal(home).err == ""


def test_help_is_no_error(home):
    for arguments in (("--help",), ("score", "--help")):
        answer = terminal(home, *arguments)
        assert (answer.code, answer.err) == (0, "") and "--help" in answer.out


# undo, log, verify, rebuild


@pytest.fixture
def copy(home, office):
    """A copy of the loaded home, to be changed."""
    shutil.copytree(home, office)
    return office


def test_undo_is_an_entry_with_name_and_reason(copy):
    assert (
        terminal(copy, "undo", 4, "--by", "kepala", "--reason", "salah bulan").out
        == "Entri 4 dibatalkan oleh entri 8.\n"
    )
    newest = terminal(copy, "log", "--json").told[-1]
    assert (newest["seq"], newest["kind"], newest["who"]) == (8, "undo", "kepala")
    assert newest["what"] == {"undoes": 4, "reason": "salah bulan"}
    [row] = terminal(copy, "score", "--period", "2025", "--indicator", "received", "--format", "json").told
    assert row["actual"] is None


def test_an_undo_that_cannot_be_is_refused_and_changes_nothing(home):
    before = uploads.on_disk(home)
    for seq, reason, told in (
        (5, "lagi", "sudah dibatalkan"),
        (1, "x", "bukan unggahan"),
        (4, " ", "--reason"),
        (99, "x", "Entri 99"),
    ):
        assert told in terminal(home, "undo", seq, "--reason", reason).refused(1)
    assert uploads.on_disk(home) == before


def test_the_log_is_a_line_an_entry_from_the_oldest_on(home):
    lines = terminal(home, "log").out.splitlines()
    assert [line.split()[0] for line in lines] == [str(seq) for seq in range(1, 8)]
    assert [line.split()[2] for line in lines] == [
        "targets", "calendar", "reference", "transactions", "transactions", "surveys", "undo",
    ]  # fmt: skip
    assert "petugas" in lines[3] and "permohonan.csv: 6 diterima, 0 ditolak" in lines[3]
    assert lines[4].endswith("(dibatalkan)") and "salah berkas" in lines[6]
    told = terminal(home, "log", "--json").told
    assert {tuple(entry) for entry in told} == {("seq", "kind", "who", "when", "what", "files", "previous", "sha256")}


def test_verify_names_the_first_broken_entry(copy):
    head = terminal(copy, "log", "--json").told[-1]["sha256"]
    assert terminal(copy, "verify").out == f"Buku besar utuh: 7 entri. Kepala: 7:{head}\n"
    [rows] = copy.glob("ledger/00000005-*/rows.parquet")
    rows.write_bytes(rows.read_bytes() + b"x")
    assert terminal(copy, "verify").refused(1).startswith("Entri 5: rows.parquet berubah. Pulihkan")


def test_a_rebuild_gives_the_same_figures(copy):
    asked = ("score", "--period", "2025", "--by", "region,month", "--format", "json")
    before = terminal(copy, *asked).out
    (copy / "warehouse.duckdb").unlink()
    assert terminal(copy, "rebuild").out == "Gudang data diturunkan kembali dari 7 entri.\n"
    assert terminal(copy, *asked).out == before


def test_reading_commands_change_nothing_on_the_disk(home, tmp_path):
    empty = tmp_path / "empty"
    before = uploads.on_disk(home)
    for place in (home, empty):
        for arguments in (
            ("score",),
            ("score", "--by", "region", "--as-of", "0"),
            ("log",),
            ("log", "--json"),
            ("verify",),
        ):
            assert terminal(place, *arguments).code == 0
    assert uploads.on_disk(home) == before
    assert not empty.exists()


def test_an_empty_home_has_answers(office):
    assert terminal(office, "verify").out == "Buku besar utuh: 0 entri.\n"
    assert (terminal(office, "log").out, terminal(office, "log", "--json").told) == ("", [])
    rows = terminal(office, "score", "--period", "2025-03", "--format", "json").told
    of_the_seed = ("mpp_operating", "population_served_share")
    assert {row["status"] for row in rows if row["indicator"] not in of_the_seed} == {"no_data"}


# demo


def test_demo_fills_an_empty_home_with_36_months_and_refuses_any_other(office):
    with one_file_a_kind():  # that they are one a month, tests/data/test_demo.py tells
        answer = terminal(office, "demo", "--records", 300, "--seed", 3)
    assert answer.code == 0 and "300 permohonan" in answer.out and "contoh" in answer.out
    entries = terminal(office, "log", "--json").told
    received = [entry for entry in entries if "counts" in entry["what"]]
    assert {entry["kind"] for entry in received} >= {"transactions", "surveys", "complaints", "figures"}
    assert all(entry["what"]["demo"] and entry["what"]["counts"]["rejected"] == 0 for entry in received)
    last = (clock.today_in(clock.WIB).replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    asked = ("score", "--period", f"2000-01..{last}", "--indicator", "received", "--format", "json")
    assert one(terminal(office, *asked).told)["actual"] == 300
    months = [row["period"] for row in terminal(office, *asked, "--by", "month").told if row["actual"]]
    assert 30 <= len(months) <= 36 and months[-1] == last
    assert "data contoh" in terminal(office, "score").out
    assert terminal(office, "verify").code == 0
    before = uploads.on_disk(office)
    again = terminal(office, "demo", "--records", 10)
    assert again.code == 1
    assert again.err.splitlines()[-1].startswith(f"{office}: rumah data sudah berisi.")
    assert uploads.on_disk(office) == before


def test_such_a_refusal_is_one_line(home):
    terminal(home, "demo", "--records", 10).refused(1)


def test_a_demo_that_cannot_be_leaves_nothing(office):
    terminal(office, "demo", "--records", 10, "--seed", -1)
    assert not (office / "reference").exists()


def test_demo_does_not_overwrite_what_the_office_has_prepared(office):
    flood = "region_code | from | to | decree\n11.71 | 2025-03-01 | 2025-03-31 | SK Gubernur"
    path = uploads.write(office / "reference" / "force_majeure.csv", flood, mark=",")
    before = path.read_bytes()
    terminal(office, "demo", "--records", 10, "--seed", -1)
    assert path.read_bytes() == before


# As a user starts it


def test_the_program_itself_answers_from_a_process_of_its_own(office, sent):
    """From another folder, with relative paths, and in UTF-8."""
    shutil.copy(sent / "salah.csv", office.parent / "salah é.csv")
    arguments = ("load", "salah é.csv", "--kind", "transactions", "--by", "petugas", "--json")
    loaded = program(office, *arguments)
    assert (loaded.code, loaded.err) == (0, "")
    assert (loaded.told["file"], loaded.told["rows_accepted"]) == ("salah é.csv", 1)
    again = program(office, *arguments)
    assert again.refused(1).startswith("salah é.csv: ditolak. ")
    assert list(again.told) == LOADED and again.told["seq"] is None
    scored = program(office, "score", "--period", "2025-01", "--indicator", "received", "--format", "json")
    assert (scored.code, scored.err, one(scored.told)["actual"]) == (0, "", 1)
    assert scored.out == json.dumps(scored.told, ensure_ascii=False) + "\n"
