"""Files whose rows are events, answers or steps of a case; due days as a number of days; names that agencies share."""

import shutil
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
def send(office):
    """Load a drawn table by a profile of these parts: the receipt and the accepted rows."""

    def sent(table, kind="transactions", **parts):
        shutil.rmtree(office.ledger_dir, ignore_errors=True)
        receipt = uploads.send(office, table, kind, region="11.71", profile=uploads.profile_of(**parts))
        return receipt, uploads.rows(office, receipt) if receipt.seq else None

    return sent


EVENTS = """
  No Berkas | Layanan | Kejadian   | Waktu            | Petugas Loket
  A-1       | PTS-02  | Terbit     | 09/10/2026 10.00 | 3
  A-1       | PTS-02  | daftar     | 05/10/2026 08.00 | 1
  A-2       | PTS-02  | Daftar     | 06/10/2026 09.30 | 1
  A-1       | PTS-02  | Lengkap    | 06/10/2026 08.00 | 2
  A-1       | PTS-02  | Lengkap    | 07/10/2026 08.00 | 2
  A-2       | PTS-02  | Verifikasi | 07/10/2026 09.30 | 2
  A-3       | PTS-02  | Daftar     | kemarin          | 1
  A-3       | PTS-02  | Terbit     | 08/10/2026       | 1
  A-4       | PTS-02  | Daftar     | 06/10/2026       | 1
  A-4       | PTS-03  | Terbit     | 08/10/2026       | 1
"""
CASES = {
    "event": "Kejadian",
    "value": "Waktu",
    "first": {"waktu_diajukan": ["Daftar"]},
    "last": {"waktu_berkas_lengkap": ["Lengkap"], "waktu_selesai": ["Terbit", "Tolak"]},
}
PARTS = {
    "columns": {"No Berkas": "nomor_permohonan", "Kejadian": "status"},
    "values": {"status": {"Daftar": "proses", "Lengkap": "proses", "Verifikasi": "proses", "Terbit": "selesai"}},
}


def test_events_become_cases_by_their_first_and_last(send):
    receipt, rows = send(EVENTS, cases=CASES, **PARTS)
    assert [found[:3] for found in uploads.found(receipt)] == [
        (None, None, "events_to_cases"),
        (8, "waktu_diajukan", "date_unreadable"),
        (10, "kode_layanan", "case_disagrees"),
    ]
    assert receipt.problems[0].detail == {"cases": 4, "events": 10}
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected) == (4, 2, 2)
    seen = rows[["application_no", "row_no", "received_at", "complete_at", "decided_at", "status"]].astype(object)
    assert seen.where(seen.notna(), None).values.tolist() == [
        ["A-1", 2, datetime(2026, 10, 5, 8), datetime(2026, 10, 7, 8), datetime(2026, 10, 9, 10), "selesai"],
        ["A-2", 4, datetime(2026, 10, 6, 9, 30), None, None, "proses"],
    ]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)))
def test_the_order_of_the_rows_says_nothing(send, order):
    header, *lines = EVENTS.strip().splitlines()
    _, rows = send("\n".join([header, *(lines[i] for i in order)]), cases=CASES, **PARTS)
    assert sorted(rows[["application_no", "status"]].values.tolist()) == [["A-1", "selesai"], ["A-2", "proses"]]
    assert rows.set_index("application_no")["complete_at"]["A-1"] == datetime(2026, 10, 7, 8)


ANSWERS = """
  Responden | Tanggal    | Butir | Jawaban
  R-1       | 02/10/2026 | U1    | 4
  R-1       | 02/10/2026 | U2    | 3
  R-2       | 02/10/2026 | U1    | 2
  R-3       | 02/10/2026 | U1    | 2
  R-3       | 02/10/2026 | U1    | 3
"""


def test_answers_below_each_other_become_respondents(send):
    cases = {"event": "Butir", "value": "Jawaban", "first": {"persyaratan": ["U1"], "prosedur": ["U2"]}}
    receipt, rows = send(ANSWERS, "surveys", cases=cases, columns={"Responden": "nomor_respons"})
    assert rows[["response_no", "persyaratan", "prosedur"]].fillna(0).values.tolist() == [["R-1", 4, 3], ["R-2", 2, 0]]
    assert (5, "persyaratan", "case_disagrees", "error") in uploads.found(receipt)


def test_events_of_a_column_that_the_file_lacks_refuse_it(send):
    receipt, _ = send(EVENTS, cases=CASES | {"event": "Aktivitas"}, **PARTS)
    assert uploads.found(receipt) == [(None, None, "profile_header_missing", "error")]


DUE = """
  nomor_permohonan | kode_layanan | waktu_diajukan | waktu_berkas_lengkap | SLA          | tenggat
  A-1              | PTS-02       | 2026-10-02     |                      | 5            |
  A-2              | PTS-02       | 2026-10-01     | 2026-10-02           | 5 hari kerja |
  A-3              | PTS-02       | 2026-10-02     |                      | 5            | 2026-10-06
  A-4              | PTS-02       | 2026-10-02     |                      |              |
  A-5              | PTS-02       | 2026-10-02     |                      | sebulan      |
"""


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ({"after": "waktu_berkas_lengkap", "days": "SLA"}, ["2026-10-07", "2026-10-07", "2026-10-06", None]),
        ({"after": "complete_at", "days": "SLA", "working": True}, ["2026-10-09", "2026-10-09", "2026-10-06", None]),
        ({"after": "waktu_diajukan", "days": "SLA"}, ["2026-10-07", "2026-10-06", "2026-10-06", None]),
    ],
)
def test_a_due_day_is_so_many_days_after(send, due, days):
    """Friday 2 October with 5 days: Wednesday by the calendar, Friday a week later by working days."""
    receipt, rows = send(DUE, due=due)
    assert (6, "tenggat", "date_unreadable", "error") in uploads.found(receipt)
    assert [None if day is None or day != day else str(day)[:10] for day in rows["due_on"].astype(object)] == days


def test_the_same_days_for_all_rows(send):
    _, rows = send(DUE.replace("tenggat", "catatan"), due={"after": "waktu_diajukan", "days": 14})
    assert {str(day)[:10] for day in rows["due_on"]} == {"2026-10-16", "2026-10-15"}


def test_days_in_a_column_that_the_file_lacks_refuse_it(send):
    receipt, _ = send(DUE, due={"after": "waktu_diajukan", "days": "Janji"})
    assert uploads.found(receipt) == [(None, None, "profile_header_missing", "error")]


SHARED = """
  nomor_permohonan | Layanan   | Instansi    | waktu_diajukan
  A-1              | Legalisir | Disdukcapil | 2026-10-02
  A-2              | legalisir | DPMPTSP     | 2026-10-02
  A-3              | PTS-02    | DPMPTSP     | 2026-10-02
  A-4              | Legalisir | Polres      | 2026-10-02
"""


def test_a_name_that_agencies_share_is_told_apart_by_the_agency(send):
    codes = {"Legalisir": {"Disdukcapil": "DKC-03", "DPMPTSP": "PTS-10"}}
    receipt, rows = send(SHARED, service_by_agency={"service": "Layanan", "agency": "Instansi", "codes": codes})
    assert list(rows["service_code"]) == ["DKC-03", "PTS-10", "PTS-02"]
    assert uploads.found(receipt) == [(5, "kode_layanan", "service_unknown", "error")]


def test_all_sheets_of_a_workbook_by_the_profile(tmp_path):
    path = tmp_path / "rekap 2026.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for month in ("Januari", "Februari"):
            sheet = book.add_worksheet(month)
            sheet.write_row(0, 0, ["Layanan", "Masuk"])
            sheet.write_row(1, 0, ["DKC-01", 5])
    home = Home(tmp_path / "home")
    by_name = uploads.profile_of(sheet="all")
    assert by_name == uploads.profile_of(every_sheet=True)
    asked = load.Request(path, kinds.kind("recap"), by_name, "11.71")
    receipts = [load.load(home, request) for request in load.of_sheets(asked, None)]
    assert [(r.understood.sheet, r.rows_accepted, r.understood.columns["bulan"]) for r in receipts] == [
        ("Januari", 1, "2026-01"),
        ("Februari", 1, "2026-02"),
    ]


IDLE = {
    "cases: {event: a, value: b}": "transactions",
    "cases: {event: a, value: b, first: {masuk: [x]}}": "recap",
    "cases: {event: a, value: b, first: {tenggat: [x]}}\njoined: {tenggat: [c, d]}": "transactions",
    "due: {after: diterima, days: 5}": "complaints",
    "due: {after: kanal, days: 5}": "transactions",
    "service_by_agency: {service: a, agency: b, codes: {}}": "transactions",
    "service_by_agency: {service: a, agency: b, codes: {x: {y: z}}}": "milestones",
    "every_sheet: true\nsheet: Januari": "transactions",
}


@pytest.mark.parametrize("content", IDLE)
def test_a_part_without_effect_is_refused(tmp_path, content):
    path = tmp_path / "p.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SetupError, match=r"p\.yaml"):
        profile_files.load(path, kinds.kind(IDLE[content]))
