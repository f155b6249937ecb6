"""The profiles shipped for the commonest sources, each on a small file with the headers that its source writes."""

import shutil

import pytest

from data.errors import SetupError
from data.home import Home
from data.intake import load
from data.intake.source import profile_files
from data.schema import kinds
from tests.data import uploads

OSS_HEADERS = (
    "No. | Id Permohonan Izin | Nama Perusahaan | Nib | Day of Tanggal Terbit Oss | Kab Kota | Kd Resiko | Kbli"
    " | Day of Tgl Izin | Uraian Jenis Perizinan | Status Perizinan | Tanggal Permohonan"
)
OSS = f"""
  {OSS_HEADERS}
  1 | I-1 | CV | 1 | 18/09/23 | Kota Banda Aceh | MT | 56101 | 09/10/26 | Sertifikat Standar | Izin Terbit | 05/10/26
  2 | I-2 | CV | 2 | 27/11/25 | Kab. Aceh Besar | T  | 56101 |          | Izin               | Perbaikan   | 06/10/26
"""
SICANTIK = """
  pendaftaran_id   | n_pemohon | n_perizinan                  | d_terima_berkas | status             | d_penetapan
  0003200005102026 | Contoh    | Izin penyelenggaraan reklame | 2026-10-05      | Sudah Terbit       | 2026-10-08
  0003200006102026 | Contoh    | Izin penyelenggaraan reklame | 2026-10-06      | Menunggu Penetapan | 0000-00-00
"""
LAPOR = """
  Tracking ID | Tanggal Laporan Masuk | Klasifikasi          | Judul Laporan | Status Laporan | Tanggal Selesai
  8304801     | 05/10/2026 09.00      | Permintaan Informasi | x             | Selesai        | 07/10/2026
  8304802     | 06/10/2026 09.00      | Aspirasi             | x             | Terdisposisi   |
  8304803     | 06/10/2026 09.00      | Pengaduan            | x             | Terdisposisi   |
"""
QUESTIONS = (
    "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan?",
    "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
)
FORM = f"""
  Stempel waktu       | Usia  | {" | ".join(QUESTIONS)}
  05/10/2026 9:12:44  | 31-40 | {{0}} | {{3}}
  05/10/2026 9:14:02  | 41-50 | {{1}} | {{4}}
  05/10/2026 10:01:37 | 31-40 | {{2}} | {{5}}
"""
OFFICIAL = FORM.format("Sangat Sesuai", "Sesuai", "Kurang Sesuai", "Gratis", "Murah", "Tidak Tahu")
LIKERT = FORM.format("Sangat Puas", "Tidak Puas", "5", "Cukup Puas", "Setuju", "Tidak Relevan")
QUEUE = """
  Tanggal    | No Antrian | Layanan   | Loket | Waktu Ambil | Waktu Panggil | Waktu Selesai | Status
  05/10/2026 | A001       | SKCK baru | 1     | 08:05:11    | 08:12:40      | 08:20:03      | selesai
  05/10/2026 | A002       | SKCK baru | 1     | 08:06:11    |               |               | dilewati
  06/10/2026 | A001       | SKCK baru | 1     | 08:01:00    | 08:02:00      |               | dipanggil
"""
TABLE = """
  id | tanggal  | nomor_antrian | pelayanan_id | status   | waktu_ambil       | waktu_panggil     | waktu_selesai
  71 | 26-10-05 | A001          | SKCK baru    | selesai  | 26-10-05 08:16:25 | NULL              | 26-10-05 08:31:02
  72 | 26-10-05 | A002          | SKCK baru    | menunggu | 26-10-05 08:20:00 | NULL              | NULL
"""
DUKCAPIL = """
  No | Jenis Dokumen  | Bulan        | Permohonan | Diterbitkan
  1  | KTP-el         | Oktober 2026 | 120        | 118
  2  | Kartu Keluarga | Oktober 2026 | 80         | 80
"""
DUKCAPIL_YEAR = """
  REKAPITULASI PENERBITAN DOKUMEN TAHUN 2025
  No | Jenis Dokumen | Januari | Februari | Jumlah
  1  | Akta Lahir    | 399     | 358      | 757
  2  | KIA           | 12      | -        | 12
"""
BPS = """
  nomor_permohonan | Kode BPS | kode_layanan | waktu_diajukan
  A-1              | 1173     | DKC-01       | 2026-10-05
  A-2              | 1174     | DKC-01       | 2026-10-05
  A-3              | 11.73    | DKC-01       | 2026-10-05
"""
SAMPLES = {
    "oss_rba": (OSS, "region_code service_code status", ["11.71 PTS-02 selesai", "11.06 PTS-03 proses"]),
    "sicantik_cloud": (SICANTIK, "service_code status", ["PTS-09 selesai", "PTS-09 proses"]),
    "sp4n_lapor": (LAPOR, "complaint_type status", ["informasi selesai", "tanpa_pemeriksaan proses"]),
    "google_form_skm": (OFFICIAL, "persyaratan biaya", ["4 4", "3 3", "2 -"]),
    "google_form_skm_likert": (LIKERT, "persyaratan biaya", ["4.000000 2.500000", "1.750000 3.250000", "4.000000 -"]),
    "queue_machine": (
        QUEUE,
        "application_no called_at decided_at status",
        [
            "05/10/2026 A001 2026-10-05 08:12:00 2026-10-05 08:20:00 selesai",
            "05/10/2026 A002 - - dicabut",
            "06/10/2026 A001 2026-10-06 08:02:00 - proses",
        ],
    ),
    "queue_database": (
        TABLE,
        "application_no received_at called_at decided_at status",
        [
            "71 2026-10-05 08:16:00 - 2026-10-05 08:31:00 selesai",
            "72 2026-10-05 08:20:00 - - proses",
        ],
    ),
    "dukcapil_recap": (DUKCAPIL, "service_code received completed", ["DKC-01 120 118", "DKC-02 80 80"]),
    "dukcapil_recap_months": (
        DUKCAPIL_YEAR,
        "service_code month completed",
        [
            "DKC-03 2025-01-01 399",
            "DKC-03 2025-02-01 358",
            "DKC-05 2025-01-01 12",
            "DKC-05 2025-02-01 0",
        ],
    ),
    "bps_codes": (BPS, "application_no region_code", ["A-1 11.74", "A-2 11.73", "A-3 11.73"]),
}


KIND_OF = {profile.name: profile.kind for profile in profile_files.shipped()}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


def test_every_shipped_profile_has_a_sample_and_says_what_it_reads_and_from_where():
    listed = {profile.name: profile for profile in profile_files.shipped()}
    assert listed.keys() == SAMPLES.keys()
    assert all(profile.about.keys() == {"id", "en"} and profile.source for profile in listed.values())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_shipped_profile_reads_its_sample(office, tmp_path, name):
    table, columns, expected = SAMPLES[name]
    kind = KIND_OF[name] or "transactions"
    region = None if name in ("oss_rba", "bps_codes") else "11.71"
    shutil.rmtree(office.ledger_dir, ignore_errors=True)
    asked = load.request(office, uploads.write(tmp_path / "berkas.csv", table), kind, name, region, "petugas")
    receipt = load.load(office, asked)
    assert receipt.seq, [problem.message() for problem in receipt.problems]
    rows = uploads.rows(office, receipt)[columns.split()].astype(object)
    said = rows.where(rows.notna(), "-").map(lambda cell: int(cell) if isinstance(cell, float) else cell)
    assert [" ".join(map(str, row)).replace(" 00:00:00", "") for row in said.itertuples(index=False)] == expected


def test_what_a_source_does_not_say_is_not_guessed(office, tmp_path):
    """OSS without the day of the application, a complaint without its type of inspection."""
    nib_only = OSS.replace("Tanggal Permohonan", "Catatan")
    asked = load.request(office, uploads.write(tmp_path / "oss.csv", nib_only), "transactions", "oss_rba")
    missing = load.load(office, asked).problems
    assert [problem.column for problem in missing if problem.severity == "error"] == ["waktu_diajukan"]
    asked = load.request(office, uploads.write(tmp_path / "lapor.csv", LAPOR), "complaints", "sp4n_lapor", "11.71")
    assert (4, "jenis", "word_unknown", "error") in uploads.found(load.load(office, asked))


def test_people_who_answer_in_one_second_are_several_and_one_form_sent_twice_is_one(office, tmp_path):
    """Their numbers rest on what they answered: the same file in another order brings no new answers."""
    second, *rows = FORM.format("5", "4", "4", "3", "3", "3").replace("9:14:02", "9:12:44").strip().splitlines()
    rows[2] = rows[1]
    numbers = []
    for order in ((0, 1, 2), (2, 0, 1)):
        shutil.rmtree(office.ledger_dir, ignore_errors=True)
        path = uploads.write(tmp_path / "berkas.csv", "\n".join([second, *(rows[i] for i in order)]))
        asked = load.request(office, path, "surveys", "google_form_skm_likert", "11.71")
        receipt = load.load(office, asked)
        assert (receipt.rows_read, receipt.rows_accepted) == (3, 2)
        assert {"numbered_by_time", "answers_in_one_second"} <= {problem.rule for problem in receipt.problems}
        answers = uploads.rows(office, receipt)
        numbers.append({(number, float(score)) for number, score in answers[["response_no", "persyaratan"]].values})
    assert numbers[0] == numbers[1] and len(numbers[0]) == 2


def test_a_profile_of_another_kind_is_refused_and_not_listed(office, tmp_path):
    path = uploads.write(tmp_path / "berkas.csv", BPS)
    with pytest.raises(SetupError, match="queue_machine"):
        load.request(office, path, "surveys", "queue_machine")
    assert "queue_machine" not in profile_files.names(office, "surveys")
    assert {"queue_machine", "bps_codes"} <= {*profile_files.names(office, "transactions")}


def test_codes_of_bps_fit_every_kind():
    for kind in kinds.names():
        profile_files.load(profile_files.SHIPPED_PROFILES / "bps_codes.yaml", kinds.kind(kind))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_profile_saved_by_another_name_says_the_same(office, name):
    kind = kinds.kind(KIND_OF[name] or "transactions")
    profile = profile_files.load(profile_files.find(office, name), kind)
    saved = profile_files.load(profile_files.save(office, f"salinan_{name}", profile), kind)
    assert saved == profile.model_copy(update={"name": f"salinan_{name}"})
