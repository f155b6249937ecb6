"""Templates as whoever fills them in meets them: the table, its lists, its guidance, and that it loads."""

import csv
import datetime
import io
import shutil
from pathlib import Path
from typing import get_args

import pyarrow.parquet
import pytest

from data import clock
from data.home import SHIPPED, Home
from data.intake import load
from data.intake.columns.indicator_words import indicator_names
from data.ledger import entries
from data.schema import kinds
from data.schema.kinds import Column, ColumnType, Kind
from data.settings import mpp_milestones, tables
from reports.uploads import data_dictionary, templates
from tests.data.declarations import KINDS, declared
from tests.reports.workbooks import NS, Workbook

EVERY_TYPE = Kind(
    kind="made_up",
    one_row={"id": "satu baris", "en": "one row"},
    key=("text",),
    columns=tuple(
        Column(
            header=f"kolom_{name}",
            name=name,
            type=name,
            required=name == "text",
            choices={"ya": ("betul",), "tidak": ()} if name in ("choice", "score") else {},
            about={"id": "Arti.", "en": "Meaning."},
        )
        for name in get_args(ColumnType)
    ),
)
ALL = [*(declared(name) for name in KINDS), EVERY_TYPE]
each_kind = pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.kind)
each_language = pytest.mark.parametrize("language", ["id", "en"])
SHEETS = {"id": ["Data", "Contoh", "Petunjuk", "Daftar"], "en": ["Data", "Example", "Guide", "Lists"]}
MADE: dict[tuple[str, str], Workbook] = {}
LISTED = ("region", "service", "agency", "obstacle", "indicator", "milestone", "choice", "score")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def in_december(monkeypatch):
    """A clock after every date of the examples."""
    monkeypatch.setattr(clock, "now", lambda: datetime.datetime(2026, 12, 1, 9, 0, tzinfo=clock.WIB))


def workbook(kind: Kind, home: Home, language: str = "id") -> Workbook:
    """The template of a kind; that of a home without files of its own is made once for all tests."""
    if (home.root / "reference").exists():
        return Workbook(templates.xlsx_template(kind, home, language))
    if (kind.kind, language) not in MADE:
        MADE[kind.kind, language] = Workbook(templates.xlsx_template(kind, home, language))
    return MADE[kind.kind, language]


def example_row(kind: Kind, **instead: str) -> list[str | int]:
    """The example of each column as one would type it."""
    cells = [instead.get(column.name, column.example) for column in kind.columns]
    return [
        int(cell) if column.type in ("count", "money") and cell else cell
        for column, cell in zip(kind.columns, cells, strict=True)
    ]


@each_language
@each_kind
def test_the_first_sheet_is_the_empty_table(kind, language, home):
    book = workbook(kind, home, language)
    assert book.names == SHEETS[language]
    assert book.cells("Data") == [list(kind.headers)]


@each_kind
def test_the_headers_are_locked_and_all_below_and_beside_them_is_open(kind, home):
    book = workbook(kind, home)
    lock = book.sheet(1).find("x:sheetProtection", NS)
    assert lock.get("sheet") == "1" and lock.get("password") is None
    assert [lock.get(act) for act in ("insertRows", "deleteRows", "sort")] == ["0"] * 3  # 0: not held back
    assert [locked for _, locked in book.header_formats(1)] == [True] * len(kind.columns)
    spans = book.column_formats(1)
    assert sorted(place for span in spans for place in span) == list(range(1, 16_385))
    assert not any(locked for _, locked in spans.values())


@each_kind
def test_the_other_sheets_are_only_to_be_read(kind, home):
    book = workbook(kind, home)
    assert all(book.sheet(nth).find("x:sheetProtection", NS).get("sheet") == "1" for nth in (2, 3, 4))


@each_kind
def test_the_headers_stay_in_sight(kind, home):
    pane = workbook(kind, home).sheet(1).find(".//x:pane", NS)
    assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "B2")


@each_kind
def test_codes_and_dates_are_text_and_only_counts_are_numbers(kind, home):
    spans = workbook(kind, home).column_formats(1)
    for place, column in enumerate(kind.columns, start=1):
        [number_format] = [found for span, (found, _) in spans.items() if place in span]
        assert number_format == (1 if column.type in ("count", "money") else 49), column.header


@each_language
@each_kind
def test_every_header_has_a_note_with_meaning_need_and_example(kind, language, home):
    notes = workbook(kind, home, language).notes(1)
    assert len(notes) == len(kind.columns)
    for note, column in zip(notes, kind.columns, strict=True):
        assert note.startswith(column.about[language]) and column.example in note
        assert (": wajib" if language == "id" else ": required") in note or not column.required


@each_language
@each_kind
def test_a_column_of_known_words_has_a_dropdown_list_for_all_rows(kind, language, home):
    book = workbook(kind, home, language)
    lists = {place: rule for place, rule in book.rules(1).items() if rule["type"] == "list"}
    assert [kind.columns[place].name for place in sorted(lists)] == [c.name for c in kind.columns if c.type in LISTED]
    codes = {
        "region": [*tables.regions(home)["code"], *(["11"] if kind.kind == "figures" else [])],
        "indicator": list(indicator_names(home)),
        "milestone": list(mpp_milestones.milestones(home)["code"]),
        "service": list(dict.fromkeys(tables.services(home)["code"])),
        "agency": list(tables.agencies(home)["code"]),
        "obstacle": list(tables.obstacles(home)["code"]),
    }
    for place, rule in lists.items():
        column = kind.columns[place]
        assert book.listed(rule["formula"]) == codes.get(column.type, list(column.choices))
        assert rule["at"].endswith("1048576") and rule["at"].split(":")[0].endswith("2")


def test_a_list_names_what_each_code_means(home):
    lists = workbook(declared("surveys"), home).text("Daftar")
    for name in (
        "11.10\nKabupaten Aceh Singkil",
        "DKC\nDisdukcapil",
        "4\nsangat sesuai",
        "Akta Kelahiran (Disdukcapil)",
    ):
        assert name in lists


def test_obstacles_are_named_in_the_language_of_the_template(home):
    kind = declared("transactions")
    assert "Budget" in workbook(kind, home, "en").text("Lists")
    assert "Anggaran" in workbook(kind, home, "id").text("Daftar")


def test_another_word_is_stopped_only_where_a_load_takes_no_names(home):
    kind = declared("surveys")
    weights = {
        kind.columns[place].name: rule.get("errorStyle") for place, rule in workbook(kind, home).rules(1).items()
    }
    assert weights["channel"] is None  # stop, which is what Excel does unless told otherwise
    assert weights["region_code"] == weights["service_code"] == weights["sarana"] == "warning"


def test_a_count_must_be_a_whole_number_from_0(home):
    kind = declared("recap")
    rules = workbook(kind, home).rules(1)
    rule = rules[[column.name for column in kind.columns].index("received")]
    assert (rule["type"], rule["operator"], rule["formula"]) == ("whole", "greaterThanOrEqual", "0")


def test_the_lists_are_those_of_the_home(home):
    own = home.root / "reference" / "services.csv"
    own.parent.mkdir(parents=True)
    header, first, *_ = (SHIPPED / "reference" / "services.csv").read_text(encoding="utf-8").splitlines()
    own.write_text(f"{header}\n{first.replace('Perekaman dan penerbitan KTP-el', '=1+1')}\n", encoding="utf-8")
    book = workbook(declared("transactions"), home)
    assert book.listed(book.rules(1)[2]["formula"]) == ["DKC-01"]
    assert "=1+1 (Disdukcapil)" in book.text("Daftar"), "a name is text, never a formula"
    assert all(book.sheet(nth).find(".//x:f", NS) is None for nth in (1, 2, 3, 4))


@each_language
@each_kind
def test_the_guide_tells_of_every_column_and_of_personal_data(kind, language, home):
    guide = workbook(kind, home, language).text(SHEETS[language][2])
    for column in kind.columns:
        assert column.header in guide and column.about[language] in guide
    assert "NIK" in guide and kind.one_row[language] in guide


@pytest.mark.parametrize(
    ("language", "refused"),
    [
        ("id", "Berstatus selesai atau ditolak tetapi tanpa waktu selesai."),
        ("en", "Completed or rejected, but without a decision time."),
    ],
)
def test_the_guide_tells_what_is_refused(language, refused, home):
    assert refused in workbook(declared("transactions"), home, language).text(SHEETS[language][2])


def test_several_steps_of_an_application_are_not_told_to_be_refused(home):
    assert "isi berbeda" in workbook(declared("recap"), home).text("Petunjuk")
    guide = workbook(declared("stages"), home).text("Petunjuk")
    assert "isi berbeda" not in guide and "diganti bersama-sama" in guide


@each_language
@each_kind
def test_the_example_sheet_shows_one_row(kind, language, home):
    shown = workbook(kind, home, language).cells(SHEETS[language][1])
    assert shown[0] == list(kind.headers)
    assert [[str(cell).removesuffix(".0") for cell in row] for row in shown[1:]] == [
        [column.example for column in kind.columns]
    ]


@each_kind
def test_a_template_made_again_has_the_same_bytes(kind, home):
    book = workbook(kind, home)
    assert templates.xlsx_template(kind, home) == book.content
    assert {entry.date_time for entry in book.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}, "no time of making inside"
    moments = [text for text in book.part("docProps/core.xml").itertext() if "T" in text and text[:2] == "20"]
    assert moments and set(moments) == {templates.CREATED_AT.strftime("%Y-%m-%dT%H:%M:%SZ")}


@pytest.mark.parametrize("name", [name for name in KINDS if name in kinds.names()])
def test_a_template_filled_with_its_example_loads_without_a_word(name, home, in_december, tmp_path):
    kind = declared(name)
    file = tmp_path / f"{name}.xlsx"
    file.write_bytes(workbook(kind, home).filled(example_row(kind)))
    receipt = load.load(home, load.request(home, file, name))
    assert (receipt.rows_accepted, receipt.problems) == (1, ())


def test_a_code_keeps_its_last_zero_from_the_template_to_the_ledger(home, in_december, tmp_path):
    kind = declared("transactions")
    file = tmp_path / "november.xlsx"
    file.write_bytes(workbook(kind, home).filled(example_row(kind, region_code="11.10")))
    load.load(home, load.request(home, file, "transactions"))
    [rows] = [entry.rows_path for entry in entries.entries(home) if entry.is_upload]
    assert pyarrow.parquet.read_table(rows)["region_code"].to_pylist() == ["11.10"]


def test_a_template_left_empty_is_told_so(home, tmp_path):
    file = tmp_path / "kosong.xlsx"
    file.write_bytes(templates.xlsx_template(declared("transactions"), home))
    receipt = load.load(home, load.request(home, file, "transactions"))
    assert receipt.refused and [problem.rule for problem in receipt.problems] == ["no_rows"]


@each_kind
def test_the_csv_template_is_the_headers_for_indonesian_excel(kind):
    text = templates.csv_template(kind)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")) == [list(kind.headers)]


@pytest.mark.parametrize("name", [name for name in KINDS if name in kinds.names()])
def test_a_csv_template_filled_with_its_example_loads(name, home, in_december, tmp_path):
    kind = declared(name)
    file = tmp_path / f"{name}.csv"
    filled = templates.csv_template(kind) + ";".join(map(str, example_row(kind))) + "\r\n"
    file.write_bytes(filled.encode())
    receipt = load.load(home, load.request(home, file, name))
    assert (receipt.rows_accepted, receipt.problems) == (1, ())


def test_the_data_dictionary_is_up_to_date():
    written = data_dictionary.PAGE.read_text(encoding="utf-8")
    assert written == data_dictionary.page(), f"make it again: {data_dictionary.COMMAND}"


def test_the_command_writes_the_page(tmp_path):
    data_dictionary._write(tmp_path / "kamus.md")
    assert (tmp_path / "kamus.md").read_text(encoding="utf-8") == data_dictionary.page()


@each_language
def test_the_data_dictionary_tells_of_every_column_and_word(language):
    page = data_dictionary.data_dictionary(ALL, language)
    for kind in ALL:
        assert f"(`{kind.kind}`)" in page
        for column in kind.columns:
            [line] = [
                line
                for line in page.split(f"(`{kind.kind}`)")[1].split("\n## ")[0].splitlines()
                if line.startswith(f"| `{column.header}` | `{column.name}` |")
            ]
            assert column.about[language] in line
            assert all(f"`{word}`" in page for word in column.choices)


def test_a_bar_in_a_cell_does_not_break_the_table():
    column = EVERY_TYPE.columns[0].model_copy(update={"about": {"id": "Satu | dua.", "en": "One | two."}})
    page = data_dictionary.data_dictionary([EVERY_TYPE.model_copy(update={"columns": (column,)})])
    assert "Satu \\| dua." in page


def test_a_home_without_obstacles_offers_no_empty_list(home):
    own = home.root / "reference" / "obstacles.csv"
    own.parent.mkdir(parents=True)
    shutil.copy(SHIPPED / "reference" / "obstacles.csv", own)
    own.write_text(own.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    kind = declared("transactions")
    assert [column.name for column in kind.columns].index("obstacle_code") not in workbook(kind, home).rules(1)
