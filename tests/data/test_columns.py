"""What files may hold: headers, code names, needs and words of every kind, and the headers files really have."""

import re
from pathlib import Path

import pytest

from data.home import Home
from data.intake.columns import matching
from data.intake.source.profiles import PLAIN
from data.schema.kinds import Column, fold
from tests.data.declarations import KINDS, declared

# header -> name in code; * a blank cell refuses the row, + a cell that cannot be read refuses it.
CONTRACT = {
    "transactions": """
        nomor_permohonan      application_no        *
        kode_wilayah          region_code           *
        kode_layanan          service_code          *
        kanal                 channel
        waktu_ambil_antrean   ticket_at
        waktu_dipanggil       called_at
        waktu_diajukan        received_at           *
        waktu_berkas_lengkap  complete_at           +
        waktu_selesai         decided_at            +
        status                status                +
        jumlah_pengembalian   returns
        hari_jeda_pemohon     applicant_pause_days  +
        tenggat               due_on                +
        kode_hambatan         obstacle_code
        biaya_dibayar         fee_paid_idr
        skala_usaha           business_scale
    """,
    "surveys": """
        nomor_respons   response_no  *
        kode_wilayah    region_code  *
        kode_instansi   agency_code
        kode_layanan    service_code
        tanggal         answered_on  *
        kanal           channel
        persyaratan     persyaratan  +
        prosedur        prosedur     +
        waktu           waktu        +
        biaya           biaya        +
        produk          produk       +
        kompetensi      kompetensi   +
        perilaku        perilaku     +
        pengaduan       pengaduan    +
        sarana          sarana       +
        jenis_kelamin   sex
        kelompok_umur   age_group
        pendidikan      education
        pekerjaan       occupation
    """,
    "complaints": """
        nomor_pengaduan  complaint_no       *
        kode_wilayah     region_code        *
        kode_layanan     service_code
        kanal            channel
        jenis            complaint_type     +
        diterima         received_at        *
        respons_pertama  first_response_at
        selesai          resolved_at        +
        status           status             +
    """,
    "stages": """
        nomor_permohonan  application_no  *
        kode_wilayah      region_code
        tahap             stage           *
        mulai             started_at      +
        selesai           ended_at        +
        penanggung_jawab  holder
    """,
    "recap": """
        kode_wilayah   region_code        *
        bulan          month              *
        kode_layanan   service_code       *
        kanal          channel            +
        masuk          received           +
        selesai        completed          +
        tepat_waktu    completed_on_time  +
        ditolak        rejected           +
        dikembalikan   returned           +
        proses         open               +
        lewat_standar  open_overdue       +
    """,
    "figures": """
        kode_indikator   indicator_id  *
        kode_wilayah     region_code   *
        periode          period        *
        nilai            value         +
        pembilang        numerator     +
        penyebut         denominator   +
        nomor_dokumen    document_no   *
        tanggal_dokumen  document_on
    """,
    "milestones": """
        kode_wilayah     region_code   *
        kode_tahap       milestone     *
        rencana          planned_on    +
        terjadi          happened_on   +
        nomor_dokumen    document_no   *
        tanggal_dokumen  document_on
        keterangan       note
    """,
}
IDENTITY = {
    "transactions": "region_code application_no",
    "surveys": "region_code response_no",
    "complaints": "region_code complaint_no",
    "stages": "region_code application_no",
    "recap": "region_code month service_code channel",
    "figures": "indicator_id region_code period",
    "milestones": "region_code milestone",
}
# Files as they arrive: their header -> the column it feeds, - for none.
SP4N_EXPORT = """
    Tracking ID      complaint_no
    Tanggal Laporan  received_at
    Kategori         complaint_type
    Judul            -
    Status           status
    Tanggal Selesai  resolved_at
    Instansi         -
"""
TENANT_RECAP = """
    No                        -
    Instansi                  -
    Jenis Layanan             service_code
    Jumlah Pemohon/Permohonan -
    Bulan                     month
    Masuk                     received
    Diproses                  open
    Selesai                   completed
    Ditolak/Dikembalikan      rejected
    Tepat Waktu               completed_on_time
    Terlambat                 -
    Rata-rata Waktu           -
    Keterangan/Kendala        -
"""
PERSONAL = """
    nama | nama pemohon | nama lengkap | nama responden | nama pelapor | nik | no kk | nomor kk | alamat | telepon
    no hp | nomor hp | no telepon | email | surel | tanggal lahir | agama | npwp | judul | uraian | saran
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_the_columns_of_the_contract(kind):
    found = [
        [column.header, column.name, *("*" if column.required else "+" if column.decisive else "")]
        for column in declared(kind).columns
    ]
    assert found == [line.split() for line in CONTRACT[kind].strip().splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_is_known_by_these_columns(kind):
    assert declared(kind).key == tuple(IDENTITY[kind].split())
    assert declared(kind).several_rows == (kind == "stages")


@pytest.mark.parametrize("kind", KINDS)
def test_a_declaration_names_only_columns_it_has(kind):
    names = [column.name for column in declared(kind).columns]
    assert {*declared(kind).key, *declared(kind).any_of} <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", KINDS)
def test_no_header_could_mean_two_columns(kind):
    folded = [name for column in declared(kind).columns for name in set(column.known_headers)]
    assert sorted(folded) == sorted(set(folded))


def columns(kind: str) -> list[Column]:
    return list(declared(kind).columns)


COLUMNS = [pytest.param(column, id=f"{kind}.{column.name}") for kind in KINDS for column in columns(kind)]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_is_told_in_both_languages_and_named_in_plain_letters(column):
    assert set(column.about) == {"id", "en"} and all(text.endswith(".") for text in column.about.values())
    assert re.fullmatch("[a-z_]+", column.header) and re.fullmatch("[a-z_]+", column.name)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_spelling_could_mean_two_choices(column):
    words = [fold(word) for choice, also in column.choices.items() for word in (choice, *also)]
    assert sorted(words) == sorted(set(words))
    assert bool(words) == (column.type in ("choice", "score"))


@pytest.mark.parametrize("column", COLUMNS)
def test_an_example_is_a_word_of_its_column(column, tmp_path):
    if column.type in matching.CODED and column.example:
        known = matching.vocabulary(Home(tmp_path), column)
        assert matching.code(column, column.example, known, {}) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_what_must_be_filled_in_has_an_example(kind):
    assert all(column.example for column in declared(kind).columns if column.required)


@pytest.mark.parametrize(("kind", "drawn"), [("complaints", SP4N_EXPORT), ("recap", TENANT_RECAP)])
def test_the_headers_of_a_file_as_it_arrives_are_understood(kind, drawn):
    lines = [line.rsplit(maxsplit=1) for line in drawn.strip().splitlines()]
    headers = [header.strip() for header, _ in lines]
    found = matching.match(declared(kind), headers, PLAIN, region="11.71")
    assert {name: headers[int(cell[1:])] for name, cell in found.cells.items()} == {
        name: header.strip() for header, name in lines if name != "-"
    }
    assert found.missing == () and found.constants == {"region_code": "11.71"}


def test_a_late_completion_is_no_open_overdue_case():
    """`Terlambat` of a tenant's recap is completed late; lewat_standar counts what is still open."""
    assert fold("Terlambat") not in declared("recap").column("open_overdue").known_headers


def test_the_plain_word_for_the_type_of_a_complaint_comes_before_the_category():
    found = matching.match(declared("complaints"), ["Kategori", "Klasifikasi Laporan"], PLAIN, region=None)
    assert found.cells["complaint_type"] == "c1"


@pytest.mark.parametrize(
    ("kind", "column", "written", "meant"),
    [
        ("complaints", "complaint_type", "Permintaan Informasi", "informasi"),
        ("complaints", "complaint_type", "Pengaduan tidak berkadar pengawasan", "tanpa_pemeriksaan"),
        ("complaints", "complaint_type", "Pengaduan Berkadar Pengawasan", "dengan_pemeriksaan"),
        ("complaints", "status", "Belum ditindaklanjuti", "proses"),
        ("complaints", "channel", "SP4N-LAPOR!", "elektronik"),
        ("stages", "holder", "OPD Teknis", "opd_teknis"),
        ("recap", "channel", "Loket", "langsung"),
        ("surveys", "sarana", "Sangat Baik", "4"),
    ],
)
def test_a_word_of_a_file_as_it_arrives_is_understood(kind, column, written, meant, tmp_path):
    assert matching.vocabulary(Home(tmp_path), declared(kind).column(column))[fold(written)] == meant


@pytest.mark.parametrize("kind", KINDS)
def test_no_column_asks_for_personal_data(kind):
    personal = {fold(word) for line in PERSONAL.strip().splitlines() for word in line.split("|")}
    asked = {name for column in declared(kind).columns for name in column.known_headers}
    assert not asked & personal


def test_every_declaration_that_lies_ready_is_tested():
    folder = Path(__file__).parents[2] / "data" / "columns"
    assert {path.stem for path in folder.rglob("*.yaml")} == {*KINDS, "common"}
