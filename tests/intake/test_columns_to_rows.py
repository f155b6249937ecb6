"""Columns that are rows: months side by side, one column for each channel; each row can be refused alone."""

import shutil

import pytest

from data.errors import SetupError
from data.home import Home
from data.intake import load
from data.intake.source import profile_files
from data.schema import kinds
from tests.data import uploads


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def send(office, tmp_path):
    """Load a drawn recap: the receipt and (service, month, measures as text) of the accepted rows."""

    def sent(table, kind="recap", name="berkas.csv", period=None, region="11.71", **parts):
        shutil.rmtree(office.ledger_dir, ignore_errors=True)
        path = uploads.write(tmp_path / name, table)
        asked = load.Request(path, kinds.kind(kind), uploads.profile_of(**parts), region, period=period)
        receipt = load.load(office, asked)
        rows = uploads.rows(office, receipt) if receipt.seq else None
        return receipt, rows

    return sent


def told(receipt):
    """Rules of the findings with the rows they stand in."""
    return [(problem.row, problem.rule) for problem in receipt.problems]


def counted(rows, *names):
    """Service, month and counts of each row, in order."""
    return [
        (service, f"{month:%Y-%m}", *(None if value != value else int(value) for value in values))
        for service, month, *values in rows[["service_code", "month", *names]].itertuples(index=False)
    ]


BARE = """
  Jenis Layanan | Januari | Februari | Mar-25 | Jumlah
  DKC-01        | 1       | 2        | 3      | 6
  DKC-03        | 4       |          | -      | 4
"""


def test_months_are_turned_round_and_what_was_taken_for_granted_is_told(send):
    receipt, rows = send(BARE, name="rekap 2026.csv")
    assert told(receipt) == [
        (None, "months_turned"),
        (None, "months_of_year"),
        (None, "months_counted_as"),
        (None, "dashes_as_zero"),
    ]
    assert counted(rows, "received", "completed") == [
        ("DKC-01", "2026-01", 1, None),
        ("DKC-01", "2026-02", 2, None),
        ("DKC-01", "2025-03", 3, None),
        ("DKC-03", "2026-01", 4, None),
        ("DKC-03", "2025-03", 0, None),
    ]
    assert receipt.understood.columns["bulan"] == "bulan: Januari … Mar-25"
    assert receipt.understood.unread == ("Jumlah",)


YEARS = """
name or title               | period  | profile | tells
rekap 2025.csv              |         |         | 2025
berkas.csv                  | 2026-Q1 |         | 2026
rekap 2025.csv              | 2026    |         | 2026
rekap 2025.csv              |         | 2024    | 2024
ekspor 2026-11-05.csv       |         |         | -
rekap 2025 dan 2026.csv     |         |         | -
"""


def test_the_year_is_that_of_the_profile_the_period_or_the_name(send):
    for name, period, year, tells in uploads.lines(YEARS)[1:]:
        parts = {"months_across": {"year": int(year)}} if year else {}
        receipt, rows = send(BARE.replace("Mar-25", "Maret"), name=name, period=period or None, **parts)
        if tells == "-":
            assert told(receipt) == [(None, "months_without_year")], name
        else:
            assert {f"{month:%Y}" for month in rows["month"]} == {tells}, (name, period)


def test_a_title_tells_the_year_and_what_is_counted(send):
    table = f"REKAP PERMOHONAN SELESAI TAHUN 2025\n{BARE.strip()}".replace("Mar-25", "Maret")
    receipt, rows = send(table)
    assert told(receipt)[:2] == [(None, "months_turned"), (None, "months_of_year")]
    assert counted(rows, "received", "completed")[0] == ("DKC-01", "2025-01", None, 1)


def test_a_column_with_the_year_goes_before_the_name(send):
    table = "Layanan | Tahun | Januari | Februari\nDKC-01 | 2024 | 1 | 2\nDKC-01 | 2025 | 3 | 4"
    receipt, rows = send(table)
    assert counted(rows, "received") == [
        ("DKC-01", "2024-01", 1),
        ("DKC-01", "2024-02", 2),
        ("DKC-01", "2025-01", 3),
        ("DKC-01", "2025-02", 4),
    ]
    assert (None, "year_joined") in told(receipt)


GROUPED = """
  No | Jenis Layanan | Januari 2026 |         | Februari 2026 |
     |               | Masuk        | Selesai | Masuk         | Selesai
  1  | DKC-01        | 10           | 9       | 20            | 21
  2  | DKC-03        | 5            | x       | 6             | 6
"""


def test_counts_below_each_month_and_one_wrong_cell_refuses_only_its_month(send):
    receipt, rows = send(GROUPED)
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected) == (4, 3, 1)
    assert counted(rows, "received", "completed") == [
        ("DKC-01", "2026-01", 10, 9),
        ("DKC-01", "2026-02", 20, 21),
        ("DKC-03", "2026-02", 6, 6),
    ]
    assert list(rows["row_no"]) == [3, 3, 4]
    assert uploads.found(receipt)[-1][:3] == (4, "Januari 2026 Selesai", "number_unreadable")


def test_a_row_of_sums_below_is_no_record(send):
    receipt, rows = send(f"{GROUPED.rstrip()}\n  | Jumlah | 15 | 9 | 26 | 27")
    assert set(rows["service_code"]) == {"DKC-01", "DKC-03"} and (5, "summary_skipped") in told(receipt)


def test_the_name_of_one_month_claims_nothing_of_the_others(send):
    receipt, rows = send(BARE.replace("Mar-25", "Maret"), name="rekap maret 2026.csv")
    assert "outside_claim" not in {rule for _, rule in told(receipt)} and len(rows) == 5


def test_months_ahead_are_refused_alone(send):
    receipt, rows = send("Layanan | Januari 2026 | Desember 2099\nDKC-01 | 1 | 0")
    assert counted(rows, "received") == [("DKC-01", "2026-01", 1)]
    assert uploads.found(receipt)[-1] == (2, "Desember 2099", "in_the_future", "error")


def test_one_month_in_two_headers_refuses_the_file(send):
    assert told(send("Layanan | Jan 2026 | Januari 2026 | Feb 2026\nDKC-01 | 1 | 2 | 3")[0]) == [(None, "months_twice")]


def test_a_file_with_a_column_of_months_is_left_as_it_is(send):
    receipt, rows = send("Bulan | Layanan | Masuk | Januari | Februari\n2026-01 | DKC-01 | 7 | 1 | 2")
    assert told(receipt) == [] and counted(rows, "received") == [("DKC-01", "2026-01", 7)]


def test_values_of_an_indicator_by_period(send):
    table = "Indikator | Nomor Dokumen | 2024 | TW I 2025\nipp | 7 | 4,1 | 4,2"
    receipt, rows = send(table, "figures")
    assert rows[["period", "value"]].values.tolist() == [["2024", 4.1], ["2025-Q1", 4.2]], told(receipt)


CHANNELS = """
  Bulan   | Layanan | Loket Masuk | Daring Masuk | Loket Selesai | Daring Selesai
  2026-01 | DKC-01  | 1           | 2            | 1             | 2
  2026-01 | DKC-03  | 3           |              | 2             |
"""
UNPIVOT = [
    {"column": "kanal", "value": "masuk", "headers": {"Loket Masuk": "langsung", "Daring Masuk": "elektronik"}},
    {"column": "kanal", "value": "selesai", "headers": {"Loket Selesai": "langsung", "Daring Selesai": "elektronik"}},
]


def test_a_column_for_each_channel_becomes_a_row_for_each(send):
    receipt, rows = send(CHANNELS, unpivot=UNPIVOT)
    assert told(receipt) == []
    assert rows[["service_code", "channel", "received", "completed"]].values.tolist() == [
        ["DKC-01", "langsung", 1, 1],
        ["DKC-01", "elektronik", 2, 2],
        ["DKC-03", "langsung", 3, 2],
    ]


def test_services_side_by_side_are_named_with_the_way_to_read_them(send):
    table = "Bulan | Akta Kelahiran | Akta Kematian\n2026-01 | 5 | 6\n2026-02 | 7 |"
    problem = send(table)[0].problems[0]
    assert problem.rule == "services_across" and "unpivot: [{column: kode_layanan" in problem.message()
    words = {"Akta Kelahiran": "DKC-03", "Akta Kematian": "Akta Kematian"}
    receipt, rows = send(table, unpivot=[{"column": "kode_layanan", "value": "selesai", "headers": words}])
    assert told(receipt) == []
    assert counted(rows, "completed") == [("DKC-03", "2026-01", 5), ("DKC-04", "2026-01", 6), ("DKC-03", "2026-02", 7)]


def test_columns_to_be_turned_that_the_file_lacks_refuse_it(send):
    other = [UNPIVOT[0] | {"headers": {"Tatap Muka": "langsung"}}]
    assert told(send(CHANNELS, unpivot=other)[0]) == [(None, "unpivot_header_missing")]
    assert told(send(CHANNELS, months_across={"value": "masuk"})[0]) == [(None, "months_missing")]


IDLE = {
    "headers of two columns": "unpivot: [{column: kanal, value: masuk, headers: {a: b}},"
    " {column: kode_layanan, value: selesai, headers: {c: d}}]",
    "one column fed twice": "unpivot: [{column: kanal, value: masuk, headers: {a: b}},"
    " {column: kanal, value: masuk, headers: {c: d}}]",
    "a column that is none": "unpivot: [{column: kanal, value: masuk_x, headers: {a: b}}]",
    "no headers": "unpivot: [{column: kanal, value: masuk, headers: {}}]",
    "months that hold no counts": "months_across: {value: kanal}",
    "months and columns at once": "months_across: {}\nunpivot: [{column: kanal, value: masuk, headers: {a: b}}]",
}


@pytest.mark.parametrize("what", IDLE)
def test_a_part_without_effect_is_refused(tmp_path, what):
    path = tmp_path / "p.yaml"
    path.write_text(IDLE[what], encoding="utf-8")
    with pytest.raises(SetupError, match=r"baris|kolom|bagian"):
        profile_files.load(path, kinds.kind("recap"))


def test_months_of_a_kind_that_has_none_are_refused(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("months_across: {}", encoding="utf-8")
    with pytest.raises(SetupError, match="months_across"):
        profile_files.load(path, kinds.kind("transactions"))
