"""docs/how-to-add.md, followed to the letter: an indicator is one entry, and what it shows of the rest works too."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import cli
from data.errors import SetupError
from tests import patience
from tests.spec.drawn import DrawnHome, opened, parsed, write_csv

ROOT = Path(__file__).resolve().parents[2]
GUIDE, ENGLISH = ((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("how-to-add.md", "how-to-add.en.md"))
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "home", "build", "tests", "docs", "bench")


def blocks(heading: str, language: str) -> list[str]:
    """The fenced blocks of one language under a heading of the guide."""
    [section] = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", GUIDE, re.S | re.M)
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", section, re.S | re.M)
    return [block for of, block in fenced if of == language]


NEW = {"pages/example.py", "text/ms.yaml", "text/menu.ms.yaml", "text/example.id.yaml", "text/example.en.yaml"}
"""Files that the guide has somebody write."""
DEFINITION, TARGET = blocks("Indikator", "yaml")


def test_one_entry_in_the_home_is_scored_against_its_target(home, monkeypatch, capsys):
    home.indicators(DEFINITION)
    home.targets(TARGET)
    home.transactions("""
      complete_at | decided_at | returns
      2026-07-06  | 2026-07-07 | 0
      2026-07-06  | 2026-07-08 | 2
    """)
    [command] = [line for block in blocks("Indikator", "") for line in block.splitlines() if "cli.py" in line]
    monkeypatch.setenv("CAPAIAN_HOME", str(home.home.root))
    assert cli.main([*command.split()[2:], "--format", "json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert (row["numerator"], row["denominator"], row["actual"]) == (1, 2, 50)
    assert (row["target"], row["status"]) == (10, "missed")


def test_its_example_is_a_test_that_passes_and_can_fail(tmp_path):
    [example] = blocks("Indikator", "python")
    scope: dict[str, object] = {}
    exec(compile(example, "the example of the guide", "exec"), scope)
    [test] = [value for name, value in scope.items() if name.startswith("test_")]
    assert callable(test)
    with opened(tmp_path / "right") as home:
        home.indicators(DEFINITION)
        test(home)
    with opened(tmp_path / "wrong") as home, pytest.raises(AssertionError):
        home.indicators(DEFINITION.replace("returns > 0", "returns > 2"))
        test(home)


def test_it_can_be_asked_for_as_of_an_entry(home):
    home.indicators(DEFINITION)
    home.targets(TARGET)
    receipt = home.transactions("""
      complete_at | decided_at | returns
      2026-07-06  | 2026-07-07 | 1
    """)
    assert home.row("returned_share", "2026-07", as_of=receipt.seq).status == "missed"


def test_an_indicator_defined_later_is_not_known_as_of_an_entry_before(home):
    receipt = home.transactions("""
      complete_at | decided_at | returns
      2026-07-06  | 2026-07-07 | 1
    """)
    home.indicators(DEFINITION)
    assert home.actual("returned_share", "2026-07") == 100
    with pytest.raises(SetupError, match="returned_share"):
        home.row("returned_share", "2026-07", as_of=receipt.seq)


def test_another_definition_gives_another_figure_at_once(home):
    home.indicators(DEFINITION)
    home.transactions("""
      complete_at | decided_at | returns
      2026-07-06  | 2026-07-07 | 1
      2026-07-06  | 2026-07-07 | 3
    """)
    assert home.actual("returned_share", "2026-07") == 100
    home.indicators(DEFINITION.replace("returns > 0", "returns > 2"))
    assert home.actual("returned_share", "2026-07") == 50


def test_a_percent_that_passes_a_hundred_has_no_interval(home):
    home.indicators(DEFINITION.replace("sum(n) filter (where returns > 0)", "sum(returns)"))
    home.transactions("""
      complete_at | decided_at | returns
      2026-07-06  | 2026-07-07 | 3
    """)
    row = home.row("returned_share", "2026-07")
    assert (row.actual, row.interval) == (300, None)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("returns > 0", "retuns > 0"),
        ("where returns > 0)", "where returns > 0"),
        ("returned_share", "returned-share"),
        ("returned_share", "2nd_share"),
        ("completions: sum(n) filter (where returns > 0)", "completion: sum(n)"),
        ("unit: percent", "unit: percents"),
    ],
)
def test_a_slip_is_told_with_its_place(home, written, wrong):
    home.indicators(DEFINITION.replace(written, wrong))
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
    """)
    with pytest.raises(SetupError, match=r"indicators\.yaml, baris \d+"):
        home.score("2026-07")


OPEN_CASES = re.sub(r"  denominator: .*\n", "", DEFINITION).replace("returned_share", "open_cases")
OPEN_CASES = OPEN_CASES.replace("unit: percent", "unit: count").replace("weighted", "last")
OPEN_CASES = re.sub(r"numerator: .*", "numerator: {backlog: sum(n)}", OPEN_CASES)


def test_a_stock_is_zero_where_nothing_is_open_and_unjudged_where_nothing_was_reported(home):
    home.indicators(OPEN_CASES)
    home.targets(TARGET.replace("returned_share", "open_cases"))
    home.transactions("""
      received_at | decided_at
      2026-06-08  | 2026-06-09
      2026-07-06  |
      2026-09-07  |
    """)
    june, july, august = (home.row("open_cases", month) for month in ("2026-06", "2026-07", "2026-08"))
    assert (june.actual, june.status) == (0, "achieved")
    assert (july.actual, july.status) == (1, "achieved")
    assert (august.actual, august.status, august.reasons) == (1, "cannot_judge", ("not_reported",))


# --- a column, a word, a page -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product that may be changed."""
    copy = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    return copy


def run(project: Path, home: Path, *arguments: str) -> str:
    """What a command of the copy prints."""
    command = [sys.executable, "cli.py", *arguments]
    ran = subprocess.run(
        command, cwd=project, env={"CAPAIAN_HOME": str(home)}, capture_output=True, text=True, timeout=patience.SECONDS
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def change(path: Path, old: str, new: str) -> None:
    """Put something in place of the first occurrence of a text."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name}: {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def applications(path: Path, table: str) -> str:
    write_csv(path, parsed(table))
    return str(path)


def test_a_column_is_declared_once_then_read_kept_and_counted(project, tmp_path):
    home = tmp_path / "home"
    before = """
      nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan
      A-1              | 11.71        | DKC-01       | 2026-07-06
    """
    run(project, home, "load", applications(tmp_path / "before.csv", before), "--kind", "transactions")

    [column] = blocks("Kolom", "yaml")
    declaration = project / "data" / "columns" / "transactions.yaml"
    declaration.write_text(declaration.read_text(encoding="utf-8") + column, encoding="utf-8")
    change(
        project / "data" / "warehouse" / "facts" / "transactions.sql",
        "    fee_paid_idr,\n",
        "    fee_paid_idr,\n    applicant_type,\n",
    )
    change_all(project / "metrics" / "streams" / "receipts.sql")

    after = """
      nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan | kategori pemohon
      A-2              | 11.71        | DKC-01       | 2026-07-06     | Perusahaan
      A-3              | 11.71        | DKC-01       | 2026-07-06     | perorangan
    """
    run(project, home, "load", applications(tmp_path / "after.csv", after), "--kind", "transactions")
    business = re.sub(
        r"numerator: .*", "numerator: {receipts: sum(n) filter (where applicant_type = 'badan_usaha')}", OPEN_CASES
    )
    (home / "indicators.yaml").write_text(business.replace("open_cases", "business"), encoding="utf-8")
    asked = ("score", "--period", "2026-07", "--format", "json", "--indicator", "business", "--indicator", "received")
    assert [row["actual"] for row in json.loads(run(project, home, *asked))] == [1, 3]


def change_all(stream: Path) -> None:
    """Name the column in both parts of a stream: of single records, and of recaps, which do not know it."""
    change(stream, "    returns\nfrom transactions", "    returns,\n    applicant_type\nfrom transactions")
    change(
        stream,
        "    null as returns\nfrom counting_recap",
        "    null as returns,\n    null as applicant_type\nfrom counting_recap",
    )


@pytest.mark.parametrize("guide", [GUIDE, ENGLISH], ids=["id", "en"])
@pytest.mark.parametrize("heading", ["Jenis unggahan|A kind of upload", "Halaman|A page", "Bahasa|A language"])
def test_every_place_that_something_new_needs_is_there(guide, heading):
    [section] = re.findall(rf"^## (?:{heading})\n(.*?)(?=^## )", guide, re.S | re.M)
    places = re.findall(r"^\| (`.*?) \|", section, re.M)
    assert len(places) >= 4
    for place in places:
        named = re.findall(r"`([^`]+)`", place)
        paths = [name for name in named if "/" in name]
        assert not [path for path in paths if not (ROOT / path).exists()]
        sources = [path for path in paths if path.endswith(".py")] or ["data/schema/kinds.py"]
        written = "".join((ROOT / path).read_text(encoding="utf-8") for path in sources)
        for name in set(named) - set(paths):
            assert re.search(rf"^ *(class )?{name}\b", written, re.M), f"{place}: {name}"


def test_both_languages_show_the_same_examples_and_the_same_places():
    fenced, quoted = re.compile(r"^```.*?^```$", re.S | re.M), re.compile(r"^\| (`.*?) \|", re.M)
    assert fenced.findall(GUIDE) == fenced.findall(ENGLISH)
    names = [[re.findall("`([^`]+)`", place) for place in quoted.findall(guide)] for guide in (GUIDE, ENGLISH)]
    assert names[0] == names[1]


@pytest.mark.parametrize("guide", [GUIDE, ENGLISH], ids=["id", "en"])
def test_every_path_that_the_guide_names_is_there(guide):
    named = re.findall(r"`((?:access|data|metrics|pages|reports|text|tests|docs)/[\w./]*)`", guide)
    assert len(named) > 15
    assert not [path for path in named if not (ROOT / path).exists() and path not in NEW]


def test_the_words_of_the_guide_are_known():
    [example] = blocks("Kata", "python")
    exec(compile(example, "the words of the guide", "exec"), {})  # an unknown word is a KeyError


def test_the_page_of_the_guide_is_drawn(home: DrawnHome, monkeypatch):
    home.transactions("""
      received_at
      2026-07-06
      2026-07-07
    """)
    monkeypatch.setenv("CAPAIAN_HOME", str(home.home.root))
    [page] = blocks("Halaman", "python")
    viewer = 'render(Viewer(name="", role="governor", region_scope=None, language="id"))'
    door = "from data import home\nfrom pages.components.runtime import run\nwith run.showing(home.from_environment()):"
    drawn = AppTest.from_string(f"{page}\n\n{door}\n    {viewer}\n", default_timeout=patience.SECONDS).run()
    assert not drawn.exception
    assert drawn.markdown[0].value == "2"
