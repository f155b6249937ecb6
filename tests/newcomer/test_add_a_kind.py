"""docs/how-to-add.md, the kind of upload: one declaration and its words, in a copy of the product."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.newcomer.test_add_an_indicator import NOT_COPIED, ROOT, applications, blocks

FIRST = """
  nomor_pemeriksaan | kode_wilayah | waktu_periksa    | temuan | hasil
  P-1               | 11.71        | 2026-07-06 09:00 | 0      | baik
  P-2               | 11.71        | 2026-07-06 10:00 | 2      |
  P-3               | 11.71        | 2026-07-06 11:00 | 2      | sesuai
  P-4               | 11.71        | 2099-07-06 11:00 | 2      | kurang
  P-5               | 11.99        | 2026-07-06 11:00 | 2      | kurang
"""
AGAIN = """
  nomor_pemeriksaan | kode_wilayah | waktu_periksa    | temuan | hasil
  P-2               | 11.71        | 2026-07-06 10:00 | 2      | kurang
"""
WORDS = """
from data.schema import kinds
from reports.content import kind_words
kind = kinds.kind("inspections")
print(kinds.listed()[-1], len(kind_words.refusals(kind, "id")), kind_words.name(kind, "en"))
"""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product with the kind of the guide; nothing else of it is touched but the words."""
    copy = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    [declaration] = blocks("Jenis unggahan", "yaml")
    (copy / "data" / "columns" / "inspections.yaml").write_text(declaration, encoding="utf-8")
    for language, name in (("id", "pemeriksaan lapangan"), ("en", "inspections on site")):
        words = copy / "text" / f"templates.{language}.yaml"
        text, line = words.read_text(encoding="utf-8"), "  kind_transactions:"
        words.write_text(text.replace(line, f'  kind_inspections: "{name}"\n{line}', 1), encoding="utf-8")
    return copy


def ran(product: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What Python prints in the copy for that home."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=product, env={"CAPAIAN_HOME": str(home)}, capture_output=True, text=True, timeout=120, check=False
    )


def load(product: Path, home: Path, table: str) -> Any:
    path = applications(home.parent / f"{len(table)}.csv", table)
    answer = ran(product, home, "cli.py", "load", path, "--kind", "inspections", "--json")
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def records(home: Path) -> list[tuple[Any, ...]]:
    """The rows of the new kind in the warehouse."""
    with duckdb.connect(home / "warehouse.duckdb", read_only=True) as con:
        return con.execute("select inspection_no, findings, result, seq from inspections order by 1").fetchall()


def test_a_kind_is_loaded_checked_replaced_and_undone(product, tmp_path):
    home = tmp_path / "home"
    first = load(product, home, FIRST)
    assert (first["rows_accepted"], first["rows_rejected"]) == (2, 3)
    assert [(p["row"], p["column"], p["rule"]) for p in first["problems"]] == [
        (4, "hasil", "decision_missing"),
        (5, "waktu_periksa", "in_the_future"),
        (6, "kode_wilayah", "region_unknown"),
    ]
    assert records(home) == [("P-1", 0, "sesuai", first["seq"]), ("P-2", 2, "belum", first["seq"])]

    again = load(product, home, AGAIN)
    assert records(home)[1] == ("P-2", 2, "tidak_sesuai", again["seq"])
    undo = ran(product, home, "cli.py", "undo", str(again["seq"]), "--by", "petugas", "--reason", "salah berkas")
    assert undo.returncode == 0, undo.stderr
    assert ran(product, home, "cli.py", "rebuild").returncode == 0
    assert records(home)[1] == ("P-2", 2, "belum", first["seq"])


def test_it_is_listed_last_by_its_name_with_its_rules(product, tmp_path):
    listed, refusals, *name = ran(product, tmp_path / "home", "-c", WORDS).stdout.split()
    assert (listed, " ".join(name)) == ("inspections", "inspections on site")
    assert int(refusals) > 5


def test_a_declaration_that_names_no_column_of_its_own_is_told(product, tmp_path):
    path = product / "data" / "columns" / "inspections.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("month_of: inspected_at", "month_of: inspected_on"), encoding="utf-8")
    try:
        file = applications(tmp_path / "a.csv", AGAIN)
        answer = ran(product, tmp_path / "home", "cli.py", "load", file, "--kind", "inspections")
    finally:
        path.write_text(text, encoding="utf-8")
    assert answer.returncode == 2
    assert "inspected_on" in answer.stderr
    assert "inspections.yaml" in answer.stderr
