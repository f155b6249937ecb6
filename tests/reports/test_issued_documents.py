"""Documents issued, checked without the ledger, and computed again from it."""

import csv
import functools
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet
import pypdf
import pytest

from access.identity.scope import Scope
from data.errors import RefusedError, SetupError
from data.home import Home
from data.ledger import entries, setting_versions
from reports.content.content import from_json
from reports.content.options import DOCUMENTS, Options
from reports.documents import registry
from reports.formats import data_package, pdf, workbook
from reports.formats.read_back import attached, opened
from reports.lifecycle import issue as issuing
from reports.lifecycle import render
from reports.lifecycle import reproduce as reproducing
from reports.lifecycle import verify as verifying
from reports.lifecycle.reproduce import reproduce
from reports.lifecycle.verify import verify
from tests.cli.conftest import terminal
from tests.reports.offices import content, issued, office
from text.words import say


@pytest.fixture(scope="module")
def library(records: Home, folder: Path) -> Callable[..., Path]:
    """Documents of the office, each issued once."""

    @functools.lru_cache
    def kept(document: str = "lembar", form: str = "pdf") -> Path:
        return issued(records, folder, document=document, format=form)

    return kept


@pytest.mark.parametrize(
    ("document", "form"),
    [("lembar", "pdf"), ("berita-acara", "xlsx"), ("skm", "csv")],
)
def test_a_document_is_registered_and_computed_again_to_the_last_byte(records, library, document, form):
    path = library(document, form)
    entry = next(entry for entry in entries.entries(records) if entry.what.get("file") == path.name)
    assert (entry.kind, entry.what["sha256"]) == ("document", entries.file_sha256(path))
    number = f"MPP-2026-{entry.seq:05d}"
    assert path.name.startswith(number) and verify(path) == number
    again = reproduce(records, path)
    assert (again.difference, again.same_bytes, again.same_code, again.registered) == (None, True, True, True)


def test_records_and_targets_that_come_later_leave_a_document_as_it_was(tmp_path, monkeypatch):
    """The third is overtaken by an upload while it is written: it gets the next number and the newest ground."""
    with office(tmp_path / "home") as home:
        first = issued(home.home, tmp_path, document="berita-acara")
        home.targets('on_time_rate:\n  - {from: "2024-01", value: 50, decree: "SK 2"}')
        second = issued(home.home, tmp_path, document="berita-acara")
        assert [entry.kind for entry in entries.entries(home.home)][-3:] == ["document", "targets", "document"]
        assert not setting_versions.changed(home.home)

        write, quicker = render.write, iter([True])

        def overtaken(*given):
            told = write(*given)
            if next(quicker, False):
                home.transactions("application_no | complete_at | decided_at\nA-99 | 2026-10-01 | 2026-10-02")
            return told

        monkeypatch.setattr(issuing.render, "write", overtaken)
        third = issued(home.home, tmp_path, document="berita-acara")
        monkeypatch.undo()
        *_, upload, document = entries.entries(home.home)
        assert document.what["as_of"] == upload.seq
        files = [len(opened(path).content.tables["uploads"].rows) for path in (first, third)]
        assert files == [2, 3]
        assert reproduce(home.home, first).same_bytes
        assert verify(second) != verify(third)


def test_a_document_leaves_the_warehouse_as_it_is(records, folder):
    content(records, Options("2026-10", document="berita-acara"))  # as a page would have by then
    before = records.warehouse_path.stat().st_mtime_ns
    issued(records, folder, document="berita-acara")
    content(records, Options("2026-10", document="berita-acara"))
    assert records.warehouse_path.stat().st_mtime_ns == before


def test_a_figure_that_was_changed_is_named(records, folder, library):
    path = library()
    told = json.loads(attached(path.read_bytes()))
    row = next(row for row in told["cards"]["period"] if row["indicator"] == "on_time_rate")
    row["actual"] = 99.5
    forged = folder / "forged.pdf"
    forged.write_bytes(pdf.render(from_json(json.dumps(told).encode())))
    again = reproduce(records, forged)
    assert re.match(r"cards\.period\[on_time_rate, 11, 2026-10\]\.actual: 99\.5 ≠ \d", again.difference)
    assert not again.registered


def test_figures_that_do_not_belong_to_their_pages_are_found_without_the_ledger(records, library, folder):
    writer = pypdf.PdfWriter()
    writer.append_pages_from_reader(pypdf.PdfReader(library()))
    writer.add_attachment(pdf.FIGURES, content(records, Options("2026-10", document="berita-acara")).to_json())
    mixed = folder / "mixed.pdf"
    writer.write(mixed)
    with pytest.raises(RefusedError, match="tidak seperti ketika diterbitkan"):
        verify(mixed)


def test_pages_that_another_version_drew_are_told_to_be_unseen(library, monkeypatch):
    path = library()
    assert not verifying.pages_unseen(path)
    monkeypatch.setattr(verifying, "code_version", lambda: "another")
    assert verifying.pages_unseen(path) and not verifying.pages_unseen(library("berita-acara", "xlsx"))


@pytest.mark.parametrize(("document", "form"), [("lembar", "xlsx"), ("skm", "csv")])
def test_a_changed_part_is_found_without_the_ledger(library, folder, document, form):
    path = library(document, form)
    changed = folder / f"changed.{form}"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(changed, "w") as other:
        other.comment = whole.comment
        victim = sorted(name for name in whole.namelist() if "sheet1" in name or "transactions.csv" in name)[0]
        for name in whole.namelist():
            other.writestr(name, whole.read(name).replace(b"11.71", b"11.72") + (b" " if name == victim else b""))
    with pytest.raises(RefusedError, match="tidak seperti ketika diterbitkan"):
        verify(changed)


@pytest.mark.parametrize(("document", "form"), [("lembar", "xlsx"), ("skm", "csv")])
def test_a_damaged_part_is_one_line_and_never_a_traceback(records, library, folder, document, form):
    whole = library(document, form).read_bytes()
    damaged = folder / f"damaged.{form}"
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        places = [part.header_offset + 60 + part.compress_size // 2 for part in archive.infolist()[:6]]
    for place in places:
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        for check in (verify, lambda path: reproduce(records, path)):
            with pytest.raises(RefusedError, match="rusak"):
                check(damaged)


def test_a_page_that_was_changed_is_not_called_identical(records, library, folder):
    """The figures that the file carries are untouched, so only the file itself differs."""
    path = library()
    written = path.read_bytes()
    changed = folder / "page.pdf"
    changed.write_bytes(re.sub(rb"(/MediaBox ?\[0 0 )\d", rb"\g<1>9", written, count=1))
    assert changed.read_bytes() != written
    assert reproduce(records, changed).difference == "page.pdf"


def test_a_changed_cell_of_a_workbook_is_named(records, folder, library):
    path = library("lembar", "xlsx")
    changed = folder / "cell.xlsx"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(changed, "w") as other:
        for name in whole.namelist():
            part = whole.read(name)
            other.writestr(name, re.sub(rb"<v>0.6</v>", b"<v>0.61</v>", part, count=1) if "sheet" in name else part)
    assert re.search(r"!\w\d+: 0\.61 ≠ 0\.6", reproduce(records, changed).difference)


def test_a_workbook_of_an_earlier_program_is_compared_although_its_percentages_were_no_shares():
    """Its sheets had other names and fewer columns; a figure that differs is still named."""
    now = {"Ringkasan": [["Target", 0.9, "baru"], ["n", 12.0, ""]], "Baru": [["x"]]}
    then = {"Summary": [["Target", 90.0], ["n", 12.0]]}
    assert not list(reproducing._earlier_cells(then, now))
    then["Summary"][1][1] = 13.0
    assert list(reproducing._earlier_cells(then, now)) == ["Summary!B2: 13.0 ≠ 12.0"]
    assert list(reproducing._earlier_cells({"Summary": [["Target", 91.0]]}, now)) == ["Summary!B1: 91.0 ≠ 0.9"]


@pytest.mark.parametrize("written", [b"", b"%PDF-1.7 nothing", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_document_is_refused(records, folder, written):
    path = folder / "other.bin"
    path.write_bytes(written)
    for check in (verify, lambda path: reproduce(records, path)):
        with pytest.raises(RefusedError, match="bukan dokumen"):
            check(path)


def test_a_file_that_is_not_there_is_wrong_use_and_no_damaged_document(records, folder):
    for check in (verify, lambda path: reproduce(records, path)):
        with pytest.raises(SetupError, match="berkas tidak ada"):
            check(folder / "tidak-ada.pdf")


def test_a_document_of_another_ledger_is_refused(library, tmp_path):
    with pytest.raises(RefusedError, match="tidak berasal dari buku besar ini"):
        reproduce(Home(tmp_path / "empty"), library())


def test_an_office_without_any_data_says_so(tmp_path):
    home = Home(tmp_path / "home")
    assert verify(issued(home, tmp_path, document="berita-acara", format="csv"))
    for document in DOCUMENTS:
        few = ["on_time_rate", "received"] if document == "capaian" else ()
        indicator = "on_time_rate" if document == "indikator" else None
        of = content(home, Options("2026-10", document=document, indicator=indicator), only=few)
        assert workbook.render(of) and pdf.render(of)
        told = json.dumps(registry.pages(of, "id"), ensure_ascii=False)
        assert say("report.no_sources") in told or document in registry.ONE_PAGE


def test_a_package_can_be_checked_with_ordinary_tools(library):
    with zipfile.ZipFile(library("skm", "csv")) as parts:
        listed = dict(reversed(line.split("  ", 1)) for line in parts.read(data_package.MANIFEST).decode().splitlines())
        assert listed == {
            name: data_package.digest(parts.read(name)) for name in parts.namelist() if name != data_package.MANIFEST
        }
        described = json.loads(parts.read(data_package.DESCRIPTION))
        for resource in [one for one in described["resources"] if one["format"] == "csv"]:
            header = parts.read(resource["path"]).decode().splitlines()[0].split(",")
            assert header == [field["name"] for field in resource["schema"]["fields"]]
            assert resource["hash"] == f"sha256:{listed[resource['path']]}"
        assert {one["path"] for one in described["resources"]} == {name for name in listed if name.startswith("data/")}
        assert all(one["title"] and one["description"] for one in described["resources"])
        fields = [column for one in described["resources"] for column in one["schema"]["fields"]]
        assert all(column["title"] and column["source"] for column in fields)
        for resource in [one for one in described["resources"] if one["format"] == "csv"]:
            key = resource["schema"].get("primaryKey", [])
            rows = list(csv.DictReader(io.StringIO(parts.read(resource["path"]).decode())))
            assert not key or len({tuple(row[name] for name in key) for row in rows}) == len(rows), resource["name"]
        assert "data/transactions.csv" in parts.read(data_package.README).decode()
        assert described["licenses"] == [{"name": "notspecified", "title": say("report.package_licence")}]
        counted = {one["path"]: one for one in described["resources"] if one["name"].startswith("counts_")}
        days = counted["data/counts_median_processing_days.csv"]
        assert "persentil 90" in days["title"], "all indicators that rest on the same counts"
        [sums] = [one for one in described["resources"] if one["name"] == "cells_completions"]
        about = {column["name"]: column for column in sums["schema"]["fields"]}["on_time_rate__denominator"]
        assert (about["title"], about["unit"]) == ("Selesai tepat waktu: penyebut", say("unit.label_count"))
        record = json.loads(parts.read(data_package.CATALOGUE))
        assert len(record["dcat:distribution"]) == len(described["resources"])
        assert {"settings/targets.yaml", "settings/services.csv", "sql/streams/completions.sql"} <= listed.keys()
        assert "sql/facts/transactions.sql" in listed
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in parts.infolist())


LICENCE = {"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


def test_a_package_bears_the_licence_that_the_office_has_set_and_keeps_it(records, folder):
    own = records.root / "home.yaml"
    own.write_text(json.dumps({"licence": LICENCE}), encoding="utf-8")
    path = issued(records, folder, document="lembar", format="csv")
    own.unlink()
    with zipfile.ZipFile(path) as parts:
        [told] = json.loads(parts.read(data_package.DESCRIPTION))["licenses"]
        assert (told["name"], told["path"]) == tuple(LICENCE.values())
        assert json.loads(parts.read(data_package.CATALOGUE))["dct:license"] == {"@id": LICENCE["url"]}
        assert "Lisensi: CC-BY-4.0 · https://" in parts.read(data_package.README).decode()
    assert reproduce(records, path).same_bytes


def test_counts_that_an_earlier_program_named_by_a_hash_are_known_by_their_content():
    ours = {"data/counts_00c447c134.csv": b"1", "data/counts_33920707ef.csv": b"1", "data/counts_cd0f9bb605.csv": b"9"}
    theirs = {"data/counts_a.csv": b"1", "data/counts_b.csv": b"1", "data/counts_c.csv": b"2"}
    assert list(reproducing._parts(reproducing._under_todays_names(ours, theirs), theirs)) == [
        "data/counts_c.csv",
        "data/counts_cd0f9bb605.csv",
    ]


def test_the_scorecard_of_a_package_is_that_of_its_figures_in_csv_and_parquet(library):
    path = library("skm", "csv")
    with zipfile.ZipFile(path) as parts:
        written = list(csv.DictReader(io.StringIO(parts.read("data/scorecard.csv").decode())))
        columns = pyarrow.parquet.read_table(io.BytesIO(parts.read("data/scorecard.parquet"))).to_pylist()
    told = [(card, row) for card, rows in opened(path).content.cards.items() for row in rows]
    assert len(told) == len(written) == len(columns) > 30
    for (card, row), as_text, typed in zip(told, written, columns, strict=True):
        for name in ("actual", "numerator", "denominator", "achievement_pct"):
            assert as_text[name] == ("" if row[name] is None else repr(row[name]))
            assert typed[name] == row[name]
        assert (as_text["card"], as_text["status"], as_text["member"]) == (card, row["status"], row["member"])
        assert (typed["card"], typed["status"], typed["member"]) == (card, row["status"], row["member"])


def test_records_in_a_package_are_those_that_count_without_personal_data(library):
    with zipfile.ZipFile(library("skm", "csv")) as parts:
        lines = parts.read("data/transactions.csv").decode().splitlines()
        assert len(lines) == 1 + 6, "five decided in October, and the one of that month still open"
        assert "'=A-1" in "".join(lines) and "'-A-2" in "".join(lines)
        respondents = parts.read("data/surveys.csv").decode()
        assert "perempuan" not in respondents and "sex" not in respondents.splitlines()[0]


def test_a_limited_scope_finds_no_record_of_others_in_any_document(records, folder):
    scope = Scope(frozenset({"11.06"}))
    path = issued(records, folder, scope=scope, document="skm", format="csv")
    assert reproduce(records, path).same_bytes
    with zipfile.ZipFile(path) as parts:
        told = {name: parts.read(name) for name in parts.namelist() if name.startswith("data/")}
    assert b"11.71" not in b"".join(told.values()) and b"11.06" in told["data/transactions.csv"]
    of = opened(path).content
    assert {row["member"] for row in of.cards["by_region"]} == set(of.names["region"]) == {"11.06"}
    province = content(records, Options("2026-10", document="hambatan"), scope)
    assert not province.findings, "the parts of the province's gap are other regions"
    with pytest.raises(RefusedError):
        issued(records, folder, scope=scope, region="11.71", document="lembar")


def test_the_terminal_issues_checks_and_computes_again(records, folder):
    answer = terminal(records.root, "report", "--period", "2026-10", "--document", "lembar", "--out", folder / "new")
    [path] = (folder / "new").iterdir()
    assert answer.code == 0 and answer.out.strip() == str(path)
    assert "utuh" in terminal(records.root, "verify", path).out
    assert "sampai bita terakhir" in terminal(records.root, "reproduce", path).out
    path.write_bytes(path.read_bytes().replace(b"%%EOF", b"%EOF%"))
    assert terminal(records.root, "verify", path).refused(1)
    assert terminal(records.root, "report", "--period", "2026-10", "--format", "doc", "--out", folder).refused(2)


def test_what_is_asked_wrongly_is_told_in_one_line(records, folder):
    for wrong in ({"period": "2026-13"}, {"format": "doc"}, {"document": "x"}, {"language": "fr"}, {"region": "99.99"}):
        with pytest.raises(SetupError) as told:
            issued(records, folder, **wrong)
        assert "\n" not in str(told.value)


def test_the_last_page_says_where_the_figures_come_from(report, printed):
    of = report
    last = re.sub(r"\s", "", pypdf.PdfReader(io.BytesIO(printed)).pages[-1].extract_text())
    told = of.provenance
    for part in (told["number"], told["ledger_head"], *told["versions"].values(), of.sha256):
        assert part in last
    for source in told["sources"]:
        assert source["sha256"] in last
    assert told["rows"] == {"accepted": 17, "rejected": 0}
