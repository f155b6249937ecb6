"""Import profiles: a file of another shape is read by a few lines of YAML, and a wrong line is named."""

import shutil

import pytest

from data.errors import SetupError
from data.home import PROJECT, Home
from data.intake.source import profile_files
from data.schema import kinds
from tests.data import uploads

TRANSACTIONS = kinds.kind("transactions")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def send(office):
    """Load a drawn table by a profile: `send(table, kind, **parts of the profile)` → the receipt and its rows."""

    def sent(table, kind="transactions", region=None, **parts):
        shutil.rmtree(office.ledger_dir, ignore_errors=True)
        receipt = uploads.send(office, table, kind, region=region, profile=uploads.profile_of(**parts))
        return receipt, None if receipt.seq is None else uploads.rows(office, receipt)

    return sent


COLUMNS = {"case id": "nomor_permohonan", "town": "region_code", "What?": "kode_layanan", "started": "waktu_diajukan"}
THEIRS = """
  Case_ID | TOWN  | what   | started    | note
  A-1     | 11.71 | DKC-01 | 2026-03-02 | x
"""


def test_columns_are_mapped_to_our_headers_or_names(send):
    receipt, rows = send(THEIRS, columns=COLUMNS)
    assert receipt.problems == ()
    assert rows[["application_no", "region_code", "service_code"]].values.tolist() == [["A-1", "11.71", "DKC-01"]]


def test_without_the_profile_the_file_is_refused(send):
    assert send(THEIRS)[0].refused


def test_the_profile_comes_before_a_header_of_ours(send):
    """A file that calls something else waktu_selesai keeps its own meaning."""
    table = """
      nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan | waktu_selesai | tamat
      A-1              | 11.71        | DKC-01       | 2026-03-02     | 2026-03-31    | 2026-03-05
    """
    receipt, rows = send(table, columns={"tamat": "waktu_selesai", "waktu_selesai": "tenggat"})
    assert receipt.problems == ()
    assert f"{rows['decided_at'][0]:%Y-%m-%d} {rows['due_on'][0]}"[:21] == "2026-03-05 2026-03-31"


def test_a_constant_stands_in_for_a_column_the_file_lacks(send):
    table = "nomor_permohonan | waktu_diajukan\nA-1 | 2026-03-02\nA-2 | 2026-03-03"
    receipt, rows = send(table, constants={"kode_wilayah": "11.71", "service_code": "DKC-01", "kanal": "loket"})
    assert receipt.problems == ()
    told = rows[["region_code", "service_code", "channel"]].values.tolist()
    assert told == [["11.71", "DKC-01", "langsung"]] * 2


def test_a_column_of_the_file_comes_before_the_constant(send):
    table = f"{uploads.HEADERS}\nA-1 | {uploads.ROW}"
    _, rows = send(table, constants={"kode_layanan": "PTS-01"})
    assert list(rows["service_code"]) == ["DKC-01"]


def test_a_constant_that_is_wrong_refuses_every_row(send):
    table = "nomor_permohonan | waktu_diajukan | kode_layanan\nA-1 | 2026-03-02 | DKC-01"
    receipt, _ = send(table, constants={"kode_wilayah": "1173"})
    assert uploads.found(receipt) == [(2, "kode_wilayah", "region_unknown", "error")]


def test_the_region_of_the_profile_must_be_that_of_the_upload(send):
    table = "nomor_permohonan | waktu_diajukan | kode_layanan\nA-1 | 2026-03-02 | DKC-01"
    receipt, _ = send(table, region="11.72", constants={"kode_wilayah": "11.71"})
    assert uploads.found(receipt) == [(2, "kode_wilayah", "region_not_yours", "error")]


def test_words_of_the_file_are_turned_into_ours(send):
    table = f"{uploads.HEADERS} | kanal | status\nA-1 | {uploads.ROW} | Internet | Open\nA-2 | {uploads.ROW} | Post |"
    values = {"kanal": {"internet": "elektronik", "POST": "langsung"}, "status": {"open": "proses"}}
    receipt, rows = send(table, values=values)
    assert receipt.problems == ()
    assert rows[["channel", "status"]].values.tolist() == [["elektronik", "proses"], ["langsung", "proses"]]


def test_a_word_that_is_turned_into_none_of_ours_stays_unknown(send):
    table = f"{uploads.HEADERS} | kanal\nA-1 | {uploads.ROW} | Internet"
    receipt, _ = send(table, values={"kanal": {"Internet": "internet"}})
    assert uploads.found(receipt) == [(2, "kanal", "word_unknown", "warning")]


WRONG = {
    "nama: x\n": "baris 1, bagian nama: tidak dikenal",
    "columns: [a, b]\n": "baris 1, bagian columns: harus berupa pasangan",
    "columns:\n  a: 5\n": "baris 2, bagian columns.a: terbaca bukan sebagai teks",
    "columns:\n  a: kolom_entah\n": "kolom kolom_entah tidak ada pada jenis transactions",
    "columns:\n  a: persyaratan\n": "kolom persyaratan tidak ada pada jenis transactions",
    "constants:\n  kode_entah: x\n": "kolom kode_entah tidak ada pada jenis transactions",
    "constants:\n  kode_wilayah: 11.71\n": "baris 2, bagian constants.kode_wilayah: terbaca bukan sebagai teks",
    "values:\n  kanal:\n    yes: elektronik\n": "kunci yes tanpa tanda kutip",
    "values:\n  entah: {a: b}\n": "kolom entah tidak ada pada jenis transactions",
    "date_order: dym\n": "baris 1, bagian date_order: pilihan tidak dikenal. Pilih 'dmy', 'mdy' atau 'ymd'",
    "decimal_mark: ;\n": "bagian decimal_mark: pilihan tidak dikenal",
    "time_zone: Asia/Banda Aceh\n": "baris 1, bagian time_zone: zona waktu tidak dikenal",
    "header_row: 0\n": "baris 1, bagian header_row",
    "header_row: satu\n": "baris 1, bagian header_row: harus berupa bilangan bulat",
    "name: x\nname: y\n": 'baris 2: kunci "name" sudah ditulis di baris 1',
    "- a\n": "bagian teratas: harus berupa pasangan",
    "": "bagian teratas: harus berupa pasangan",
    "a: [\n": "susunan YAML tidak dapat dibaca",
}


@pytest.mark.parametrize("content", WRONG)
def test_a_wrong_profile_is_one_line_with_its_place(tmp_path, content):
    path = tmp_path / "profil.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SetupError) as error:
        profile_files.load(path, TRANSACTIONS)
    assert str(error.value).startswith("profil.yaml"), str(error.value)
    assert WRONG[content] in str(error.value), str(error.value)
    assert "\n" not in str(error.value)


def test_a_profile_is_found_by_its_path_or_by_its_name(tmp_path):
    office = Home(tmp_path / "home")
    for place in ("berkas.yaml", "home/satu.yaml", "home/profiles/dua.yaml"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("name: x\n", encoding="utf-8")
    assert profile_files.find(office, str(tmp_path / "berkas.yaml")) == tmp_path / "berkas.yaml"
    assert (
        profile_files.find(office, "satu") == profile_files.find(office, "satu.yaml") == tmp_path / "home" / "satu.yaml"
    )
    assert profile_files.find(office, "dua") == tmp_path / "home" / "profiles" / "dua.yaml"
    assert profile_files.find(office, "skm_sample") == PROJECT / "examples" / "skm_sample" / "profile.yaml"
    with pytest.raises(SetupError, match="--profile tiga: profil tidak ditemukan"):
        profile_files.find(office, "tiga")


EXAMPLES = sorted(path.parent.name for path in (PROJECT / "examples").glob("*/profile.yaml"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_shipped_profile_fits_a_kind(name):
    fits = []
    for kind in kinds.names():
        try:
            profile_files.load(PROJECT / "examples" / name / "profile.yaml", kinds.kind(kind))
        except SetupError:
            continue
        fits.append(kind)
    assert len(fits) == 1, f"{name} fits {fits}"
