"""Profiles that say what files need: joined columns, one else another, blanks by word, rows left out."""

import pytest

from data.errors import SetupError
from data.home import Home
from data.intake.source import profile_files
from data.schema import kinds
from tests.data import uploads

KEY = {"nomor_permohonan": ["Tanggal", "Antrian"], "waktu_diajukan": ["Tanggal", "Ambil"]}
QUEUE = """
  Tanggal    | Antrian | kode_layanan | Ambil | Akhir       | Tutup      | Keadaan
  05/10/2026 | A001    | PTS-02       | 08.05 | 06/10/2026  |            | Terbit
  05/10/2026 | A002    | PTS-02       | 08.06 | 07/10/2026  | 08/10/2026 | terbit
  06/10/2026 | A001    | PTS-02       | 08.01 | kapan-kapan |            | proses
  06/10/2026 | A009    | PTS-02       | 08.01 |             |            | DRAFT
             | A010    | PTS-02       | 08.01 |             |            | draft
"""


@pytest.fixture
def send(tmp_path):
    """Load the queue by a profile of these parts: the receipt and the rows of the ledger."""

    def sent(**parts):
        home = Home(tmp_path / "home")
        receipt = uploads.send(home, QUEUE, region="11.71", profile=uploads.profile_of(**parts))
        return receipt, uploads.rows(home, receipt) if receipt.seq else None

    return sent


def test_columns_are_joined_chosen_and_blanked_and_rows_left_out(send):
    receipt, rows = send(
        joined=KEY,
        first_of={"waktu_selesai": ["Tutup", "Akhir"]},
        blank_words={"Akhir": ["Kapan-Kapan"]},
        skip_rows={"Keadaan": ["draft"]},
    )
    assert uploads.found(receipt) == [(None, None, "rows_left_out", "warning")]
    assert receipt.problems[0].detail["count"] == 2
    seen = [
        (number, f"{received:%d.%m. %H:%M}", decided if decided is None else f"{decided:%d.%m.}")
        for number, received, decided in rows[["application_no", "received_at", "decided_at"]]
        .astype(object)
        .where(rows[["application_no", "received_at", "decided_at"]].notna(), None)
        .itertuples(index=False)
    ]
    assert seen == [
        ("05/10/2026 A001", "05.10. 08:05", "06.10."),
        ("05/10/2026 A002", "05.10. 08:06", "08.10."),
        ("06/10/2026 A001", "06.10. 08:01", None),
    ]


def test_rows_are_chosen_by_a_word_and_columns_by_their_place(send):
    receipt, _ = send(
        joined={"nomor_permohonan": ["#1", "#2"], "waktu_diajukan": ["#1", "#4"]}, only_rows={"Keadaan": ["terbit"]}
    )
    assert (receipt.rows_read, receipt.rows_accepted) == (2, 2)


def test_a_row_keeps_its_number_when_others_are_left_out(send):
    receipt, _ = send(joined=KEY, columns={"Akhir": "waktu_selesai"}, skip_rows={"Keadaan": ["terbit", "draft"]})
    assert (4, "waktu_selesai", "date_unreadable") in {found[:3] for found in uploads.found(receipt)}


@pytest.mark.parametrize("part", [{"columns": {"#9": "waktu_selesai"}}, {"blank_words": {"#9": ["kosong"]}}])
def test_a_place_beyond_the_columns_of_the_file_refuses_it(send, part):
    receipt, _ = send(joined=KEY, **part)
    assert uploads.found(receipt) == [(None, None, "profile_header_missing", "error")]


def test_rows_by_a_column_that_the_file_lacks_refuse_it(send):
    receipt, _ = send(joined=KEY, skip_rows={"Kondisi": ["draft"]})
    assert uploads.found(receipt) == [(None, None, "profile_header_missing", "error")]


IDLE = {
    "words for a column of dates": "values: {waktu_selesai: {belum: proses}}",
    "two ways to make one column": "joined: {tenggat: [a, b]}\nfirst_of: {tenggat: [a, b]}",
    "a join of one column": "joined: {tenggat: [a]}",
    "no words to leave rows out by": "skip_rows: {Status: []}",
    "a column that is none": "joined: {tanggal_x: [a, b]}",
}


@pytest.mark.parametrize("what", IDLE)
def test_an_entry_that_can_have_no_effect_is_refused(tmp_path, what):
    path = tmp_path / "p.yaml"
    path.write_text(IDLE[what], encoding="utf-8")
    with pytest.raises(SetupError):
        profile_files.load(path, kinds.kind("transactions"))


def test_a_date_that_several_times_share_says_nothing_alone(send):
    """A ticket that was never served is not served at the date of its ticket."""
    joined = KEY | {"waktu_dipanggil": ["Tanggal", "Tutup"]}
    _, rows = send(joined=joined, skip_rows={"Keadaan": ["draft", "proses"]})
    assert rows["called_at"].isna().tolist()[0] and len(rows) == 2


def test_one_join_can_feed_two_columns(send):
    joined = KEY | {"waktu_ambil_antrean": ["Tanggal", "Ambil"]}
    _, rows = send(joined=joined, only_rows={"Keadaan": ["terbit"]})
    assert rows["ticket_at"].tolist() == rows["received_at"].tolist()
