"""What a document proves of its origin, and the exit code: 0 proven, 1 changed or forged, 3 not proven here."""

import json
import random
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import pypdf
import pytest

from data.home import Home
from data.ledger import entries
from reports.content.content import from_json
from reports.formats import pdf, workbook
from reports.formats.read_back import attached
from reports.lifecycle import verify
from reports.proof import checkpoints
from tests.cli.conftest import terminal
from tests.reports.offices import issued, office

CONSISTENT = "isinya saling cocok, tetapi asalnya tidak terbukti di sini"


@pytest.fixture(scope="module")
def sheet(records, folder) -> Path:
    return issued(records, folder, document="lembar")


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory) -> Path:
    """A place where no home is."""
    return tmp_path_factory.mktemp("kosong") / "tidak-ada"


def forged(path: Path, place: Path, **provenance) -> Path:
    """A figure changed, and the document drawn again by this very program: everything in it agrees."""
    content = json.loads(attached(path.read_bytes()))
    row = next(row for row in content["cards"]["period"] if row["indicator"] == "on_time_rate")
    row["actual"] = 99.5
    content["provenance"].update(provenance)
    place.write_bytes(pdf.render(from_json(json.dumps(content).encode())))
    return place


def test_a_document_that_the_ledger_knows_is_proven_and_elsewhere_it_is_not(records, sheet, nowhere):
    known = terminal(records.root, "verify", sheet)
    assert known.code == 0 and "asli dan utuh" in known.out and "Segel: tidak ada" in known.out
    elsewhere = terminal(nowhere, "verify", sheet)
    assert (elsewhere.code, elsewhere.err) == (3, "")
    assert CONSISTENT in elsewhere.out and "Tidak ada buku besar di sini" in elsewhere.out
    assert "utuh" not in elsewhere.out
    assert not nowhere.exists()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_so_it_is_of_workbooks_and_packages(records, folder, nowhere, form):
    path = issued(records, folder, document="skm", format=form)
    assert terminal(records.root, "verify", path).code == 0
    assert terminal(nowhere, "verify", path).code == 3


def test_a_forgery_drawn_by_the_program_is_disproven_at_home_and_proves_nothing_elsewhere(
    records, sheet, folder, nowhere
):
    path = forged(sheet, folder / "palsu.pdf")
    assert "palsu. Buku besar ini mencatat berkas lain" in terminal(records.root, "verify", path).refused(1)
    assert terminal(nowhere, "verify", path).code == 3
    assert terminal(records.root, "reproduce", path).refused(1)


def test_a_number_that_was_never_issued_is_disproven(records, sheet, folder):
    path = forged(sheet, folder / "nomor.pdf", number="MPP-2026-99999")
    assert "palsu" in terminal(records.root, "verify", path).refused(1)
    first = entries.entries(records)[0]
    point = checkpoints.of(records, [first], datetime.fromisoformat(first.when))
    path = forged(sheet, folder / "awal.pdf", as_of=1, ledger_head=first.sha256, checkpoint=point.text)
    assert "tidak pernah menerbitkannya" in terminal(records.root, "verify", path).refused(1)


def test_a_checkpoint_of_another_entry_on_a_document_is_a_change(records, sheet, folder, nowhere):
    stolen = json.loads(attached(issued(records, folder, document="lembar").read_bytes()))["provenance"]["checkpoint"]
    path = forged(sheet, folder / "titik.pdf", checkpoint=stolen)
    assert "checkpoint ≠ ledger_head" in terminal(nowhere, "verify", path).refused(1)
    path = forged(sheet, folder / "rusak.pdf", checkpoint="mpp1 rusak")
    assert "titik" not in terminal(nowhere, "verify", path).refused(1)


def test_of_another_ledger_and_of_one_that_was_cut_are_different_words(records, sheet, tmp_path):
    cut = Home(tmp_path / "terpotong")
    shutil.copytree(records.ledger_dir, cut.ledger_dir)
    entry = next(e for e in entries.entries(records) if e.what.get("file") == sheet.name)
    for folder in sorted(cut.ledger_dir.iterdir())[entry.seq - 1 :]:
        shutil.rmtree(folder)
    answer = terminal(cut.root, "verify", sheet)
    assert answer.code == 3 and "terpotong" in answer.out
    assert "tidak tercatat" in terminal(cut.root, "reproduce", sheet).refused(1)
    for folder in sorted(cut.ledger_dir.iterdir())[-1:]:
        shutil.rmtree(folder)
    assert "terpotong" in terminal(cut.root, "verify", sheet).out
    assert "terpotong" in terminal(cut.root, "reproduce", sheet).refused(1)
    with office(tmp_path / "lain") as other:
        for _ in range(3):
            issued(other.home, tmp_path, document="berita-acara", format="xlsx")
        other.targets('on_time_rate:\n  - {from: "2024-01", value: 50, decree: "SK 2"}')
        while entries.head_seq(other.home) <= entry.seq:
            issued(other.home, tmp_path, document="berita-acara", format="xlsx")
        if entries.entries(other.home)[entry.seq - 2].sha256 != entries.entries(records)[entry.seq - 2].sha256:
            answer = terminal(other.home.root, "verify", sheet)
            assert answer.code == 3 and "dari buku besar lain" in answer.out


def test_a_ledger_that_is_broken_proves_nothing(records, sheet, tmp_path):
    broken = Home(tmp_path / "rusak")
    shutil.copytree(records.ledger_dir, broken.ledger_dir)
    first = min(broken.ledger_dir.iterdir()) / "entry.json"
    first.write_bytes(first.read_bytes() + b" ")
    answer = terminal(broken.root, "verify", sheet)
    assert answer.code == 3 and "rusak pada entri 1" in answer.out


def test_a_pdf_of_an_earlier_version_is_bound_by_its_bytes_however_its_pages_would_be_drawn_today(
    records, sheet, folder, nowhere, monkeypatch
):
    monkeypatch.setattr(verify, "code_version", lambda: "another")
    monkeypatch.setattr(pdf, "render", lambda content: b"drawn otherwise")
    assert terminal(records.root, "verify", sheet).code == 0
    assert "tidak dibandingkan" in terminal(nowhere, "verify", sheet).out
    painted = folder / "dilukis.pdf"
    painted.write_bytes(
        sheet.read_bytes().replace(b"/Producer", b"/Prodtcer", 1).replace(b"/MediaBox", b"/MediaBix", 1)
    )
    assert painted.read_bytes() != sheet.read_bytes()
    assert terminal(records.root, "verify", painted).code == 1
    assert terminal(nowhere, "verify", painted).code in (1, 3)


def test_a_workbook_whose_comment_was_computed_again_is_forged(records, folder, nowhere):
    path = issued(records, folder, document="lembar", format="xlsx")
    other = folder / "komentar.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(other, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, whole.read(name).replace(b"<v>60</v>", b"<v>61</v>"))
    with zipfile.ZipFile(other) as copy:
        comment = workbook.parts_sha256(copy).encode()
    with zipfile.ZipFile(other, "a") as copy:
        copy.comment = comment
    assert "palsu" in terminal(records.root, "verify", other).refused(1)
    assert terminal(nowhere, "verify", other).code == 3
    assert terminal(records.root, "reproduce", other).refused(1)


ADDED = {
    "after a pdf": ("pdf", lambda whole: whole + b"tambahan"),
    "an update after a pdf": ("pdf", lambda whole: whole + b"1 0 obj\n<<>>\nendobj\n%%EOF\n"),
    "no seal after a pdf": ("pdf", lambda whole: whole + b"/ByteRange [0 1 2 3]"),
    "after a workbook": ("xlsx", lambda whole: whole + b"tambahan"),
    "before a workbook": ("xlsx", lambda whole: b"PK\x03\x04tambahan" + whole),
    "after a package": ("csv", lambda whole: whole + b"tambahan"),
    "after a text to edit": ("docx", lambda whole: whole + b"tambahan"),
}


@pytest.mark.parametrize("case", ADDED)
def test_bytes_beyond_a_document_are_a_change_with_and_without_a_ledger(records, folder, nowhere, case):
    form, add = ADDED[case]
    path = folder / f"tambah.{form}"
    path.write_bytes(add(issued(records, folder, document="berita-acara", format=form).read_bytes()))
    before = entries.head(records)
    for root in (records.root, nowhere):
        said = terminal(root, "verify", path).refused(1)
        assert "tidak seperti ketika diterbitkan" in said or "rusak" in said
    assert entries.head(records) == before


def test_two_parts_of_one_name_are_a_change(records, folder, nowhere):
    whole = issued(records, folder, document="berita-acara", format="csv")
    path = folder / "kembar.csv"
    path.write_bytes(whole.read_bytes())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("figures.json", archive.read("figures.json"))
    assert terminal(nowhere, "verify", path).refused(1)


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_a_file_cut_short_is_told_so(records, folder, nowhere, form):
    whole = issued(records, folder, document="berita-acara", format=form).read_bytes()
    path = folder / f"potong.{form}"
    for share in (3, 2):
        path.write_bytes(whole[: len(whole) // share])
        for command in ("verify", "reproduce"):
            assert "terpotong" in terminal(records.root, command, path).refused(1)


def test_a_broken_pdf_is_one_line(sheet, folder, nowhere):
    """Objects, streams and the table at the end, each spoiled in places that a fixed draw names."""

    whole = sheet.read_bytes()
    draw = random.Random(20)
    path = folder / "rusak.pdf"
    for number in range(25):
        broken = bytearray(whole)
        for _ in range(1 + number % 4):
            place = draw.randrange(len(broken) // 2 if number % 2 else 0, len(broken) - 8)
            broken[place : place + 4] = draw.randbytes(4)
        path.write_bytes(bytes(broken))
        answer = terminal(nowhere, "verify", path)
        assert answer.code in (1, 3), (number, answer)
        assert answer.code == 3 or answer.err.count("\n") == 1


@pytest.mark.parametrize("spoil", [{"number": None}, {"as_of": "x"}, {"as_of": True}, {"versions": 5}, {"scope": 3}])
def test_provenance_of_another_type_is_one_line(records, sheet, folder, spoil):
    content = json.loads(attached(sheet.read_bytes()))
    content["provenance"].update(spoil)
    writer = pypdf.PdfWriter()
    writer.append_pages_from_reader(pypdf.PdfReader(sheet))
    writer.add_attachment(pdf.FIGURES, json.dumps(content).encode())
    path = folder / "jenis.pdf"
    writer.write(path)
    for command in ("verify", "reproduce"):
        assert terminal(records.root, command, path).refused(1)
