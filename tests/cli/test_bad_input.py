"""Bad input at the terminal: one clear line, the exit code of the contract, and a ledger that is as it was."""

import errno
import os
import shutil

import pytest

from data.ledger import storage
from tests.cli.conftest import terminal
from tests.data import uploads

GOOD = f"{uploads.HEADERS}\nA-1 | {uploads.ROW}"
MORE = f"{uploads.HEADERS}\nA-2 | {uploads.ROW}"


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A home with one upload (entry 4)."""
    folder = tmp_path_factory.mktemp("office")
    path = uploads.write(folder / "pertama.csv", GOOD)
    assert terminal(folder / "home", "load", path, "--kind", "transactions").code == 0
    return folder / "home"


@pytest.fixture
def loaded(original, office):
    """A copy of it, to be changed."""
    shutil.copytree(original, office)
    return office


@pytest.fixture
def unchanged(original, office):
    """Runs a command on the loaded home and holds that nothing in it has changed, nor in one that was empty before."""

    def ran(*arguments):
        before = uploads.on_disk(original)
        answer = terminal(original, *arguments)
        assert uploads.on_disk(original) == before
        assert terminal(office, *arguments).code == answer.code
        assert not office.exists()
        return answer

    return ran


def load(path, *more, kind="transactions"):
    return ("load", path, "--kind", kind, "--json", *more)


CONTENTS = {
    "an empty file": (b"", "Berkas kosong."),
    "blank lines only": (b"\n\n \n", "Berkas kosong."),
    "headers only": (
        b"nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan\n",
        "Berkas hanya berisi judul kolom.",
    ),
    "another table": (b"a;b\n1;2\n", "Kolom nomor_permohonan tidak ada dan tidak ada judul yang mirip."),
    "a missing column": (
        b"nomor_permohonan;kode_wilayah;kode_layan;waktu_diajukan\nA;11.71;DKC-01;2026-03-02\n",
        "Kolom kode_layanan tidak ada. Kolom terdekat dalam berkas: kode_layan. Ganti judulnya menjadi kode_layanan",
    ),
    "no right row": (
        b"nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan\nA;1173;DKC-01;2026-03-02\n",
        "1 dari 1 baris bermasalah. Yang pertama: Baris 2, kolom kode_wilayah: kode wilayah tidak dikenal.",
    ),
    "pictures": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "ditolak."),
}


@pytest.mark.parametrize("case", CONTENTS)
def test_a_file_that_cannot_be_taken_is_refused(unchanged, tmp_path, case):
    content, told = CONTENTS[case]
    path = tmp_path / "berkas.csv"
    path.write_bytes(content)
    answer = unchanged(*load(path))
    line = answer.refused(1)
    assert line.startswith("berkas.csv: ditolak") and told in line
    assert answer.told["seq"] is None and answer.told["rows_accepted"] == 0
    assert answer.told["problems"], "a refusal says why in the JSON too"


@pytest.mark.parametrize("name", ["berkas.xlsx", "berkas.xls"])
def test_a_workbook_that_is_none_is_refused(unchanged, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04 bukan buku kerja")
    assert "Berkas tidak dapat dibaca. Simpan ulang sebagai XLSX atau CSV" in unchanged(*load(path)).refused(1)


def test_no_file_is_wrong_use(unchanged, tmp_path):
    for path in (tmp_path / "tidak-ada.csv", tmp_path):
        answer = unchanged(*load(path))
        assert "berkas tidak ada. Periksa nama dan letaknya." in answer.refused(2)
        assert answer.out == ""


def test_one_file_that_is_not_there_stops_all_of_them(unchanged, tmp_path):
    good = uploads.write(tmp_path / "baik.csv", MORE)
    unchanged("load", good, tmp_path / "tidak-ada.csv", "--kind", "transactions").refused(2)


def test_an_unknown_kind_is_wrong_use_and_names_the_known_ones(unchanged, tmp_path):
    path = uploads.write(tmp_path / "baik.csv", MORE)
    told = unchanged(*load(path, kind="permohonan")).refused(2)
    assert told.startswith("--kind permohonan: jenis unggahan tidak dikenal.") and "surveys, transactions" in told


def test_a_region_or_profile_that_is_unknown_is_wrong_use(unchanged, tmp_path):
    path = uploads.write(tmp_path / "baik.csv", MORE)
    assert "--region 11.99" in unchanged(*load(path, "--region", "11.99")).refused(2)
    assert "--profile entah" in unchanged(*load(path, "--profile", "entah")).refused(2)


def test_a_profile_that_cannot_be_read_is_wrong_setup(unchanged, tmp_path):
    path = uploads.write(tmp_path / "baik.csv", MORE)
    profile = tmp_path / "profil.yaml"
    profile.write_text("columns: {a: kolom_entah}\n", encoding="utf-8")
    told = unchanged(*load(path, "--profile", profile)).refused(2)
    assert told.startswith("profil.yaml: kolom kolom_entah tidak ada pada jenis transactions.")


def test_a_file_already_loaded_is_refused_with_the_entry_that_holds_it(loaded, tmp_path):
    before = uploads.on_disk(loaded)
    same = uploads.write(tmp_path / "nama-lain.csv", GOOD)
    answer = terminal(loaded, *load(same))
    assert "sudah dimuat pada entri 4. Batalkan entri itu" in answer.refused(1)
    assert answer.told["problems"][0]["rule"] == "already_loaded"
    assert uploads.on_disk(loaded) == before


SETTINGS = {
    "targets.yaml": ("on_time_rate: [\n", "targets.yaml, baris"),
    "indicators.yaml": ("mine: {}\n", "indicators.yaml, baris 1"),
    "home.yaml": ("files_with_errors: maybe\n", "home.yaml, baris 1"),
    "reference/services.csv": ("code,name\n", "services.csv, baris 1"),
    "reference/regions.csv": ("code,name\n", "regions.csv, baris 1"),
    "reference/calendar.yaml": ("range: x\n", "calendar.yaml, baris"),
    "reference/holidays.csv": ("date\n", "holidays.csv, baris 1"),
    "reference/force_majeure.csv": ("region_code,from,to,decree\n11.71,x,y,SK\n", "force_majeure.csv, baris 2"),
    "reference/agency_aliases.csv": ("alias,agency_code\nX,XXX\n", "agency_aliases.csv, baris 2"),
    "reference/mpp_status.csv": ("code\n", "mpp_status.csv, baris 1"),
}
NOT_FOR_SCORES = ("home.yaml", "reference/agency_aliases.csv")


@pytest.mark.parametrize("name", SETTINGS)
def test_a_wrong_setting_is_one_line_with_its_place_before_anything_is_stored(loaded, tmp_path, name):
    content, told = SETTINGS[name]
    (loaded / name).parent.mkdir(exist_ok=True)
    (loaded / name).write_text(content, encoding="utf-8")
    before = uploads.on_disk(loaded)
    table = f"{uploads.HEADERS}\nA-2 | {uploads.ROW}\nA-3 | 11.99 | DKC-01 | 2026-03-02"
    survey = "nomor_respons | kode_wilayah | tanggal | kode_instansi | sarana\nR-1 | 11.71 | 2026-03-02 | DKC | 4"
    if name == "reference/agency_aliases.csv":
        arguments = load(uploads.write(tmp_path / "survei.csv", survey), kind="surveys")
    else:
        arguments = load(uploads.write(tmp_path / "kedua.csv", table))
    assert terminal(loaded, *arguments).refused(2).startswith(told)
    if name not in NOT_FOR_SCORES:
        assert terminal(loaded, "score").refused(2).startswith(told)
    assert uploads.on_disk(loaded) == before


def test_a_home_that_cannot_be_written_is_wrong_setup(tmp_path):
    path = uploads.write(tmp_path / "baik.csv", MORE)
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    for home in (tmp_path / "berkas", tmp_path / "berkas" / "home"):
        assert f"{home}: tidak dapat ditulis" in terminal(home, *load(path)).refused(2)
        assert f"{home}: tidak dapat ditulis" in terminal(home, "demo", "--records", 1).err
        assert terminal(home, "score").code == 0, "but it can be read, and is empty"


def test_a_disk_that_is_full_is_wrong_setup_and_nothing_is_half_in(loaded, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = uploads.write(tmp_path / "kedua.csv", MORE)
    before = uploads.on_disk(loaded)
    for where in ("os.fsync", "pathlib.Path.rename"):
        with monkeypatch.context() as patched:
            patched.setattr(where, full)
            answer = terminal(loaded, *load(path))
            undo = terminal(loaded, "undo", 4, "--reason", "salah")
        for told in (answer, undo):
            assert told.refused(2).startswith(f"{loaded}: tidak dapat ditulis (No space left on device).")
            assert told.out == ""
        assert uploads.on_disk(loaded) == before
    assert terminal(loaded, *load(path)).told["seq"] == 5


def test_a_disk_that_fills_up_after_the_entry_is_in_is_told_too(loaded, tmp_path, monkeypatch):
    """The ledger holds the entry; the warehouse stays behind until the next command."""

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = uploads.write(tmp_path / "kedua.csv", MORE)
    with monkeypatch.context() as patched:
        patched.setattr("shutil.copyfile", full)
        answer = terminal(loaded, *load(path))
    assert (answer.code, answer.told["rows_rejected"]) == (0, 0)
    assert "Jangan ulangi" in answer.err and answer.err.count("\n") == 1
    [row] = terminal(loaded, "score", "--period", "2026-03", "--indicator", "received", "--format", "json").told
    assert row["actual"] == 2


def test_a_load_that_waits_too_long_for_another_is_wrong_setup(loaded, tmp_path, monkeypatch):
    class NeverMine:
        def __init__(self, *_, **__):
            pass

        def acquire(self):
            raise storage.Timeout("ledger.lock")

    monkeypatch.setattr(storage, "FileLock", NeverMine)
    before = uploads.on_disk(loaded)
    path = uploads.write(tmp_path / "kedua.csv", MORE)
    assert "proses lain masih menulis" in terminal(loaded, *load(path)).refused(2)
    assert uploads.on_disk(loaded) == before


def test_a_broken_ledger_is_found_by_verify(loaded):
    [entry] = loaded.glob("ledger/00000004-*/entry.json")
    entry.write_text("{", encoding="utf-8")
    assert terminal(loaded, "verify").refused(1).startswith("Entri 4: entry.json tidak dapat dibaca")


@pytest.mark.parametrize("command", ["score", "log", "rebuild"])
def test_a_broken_ledger_is_one_line_for_every_other_command(loaded, command):
    [entry] = loaded.glob("ledger/00000004-*/entry.json")
    entry.write_text("{", encoding="utf-8")
    assert "4" in terminal(loaded, command).refused(2)
