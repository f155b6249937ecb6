"""Errors speak both languages: the page in the reader's, the terminal in Indonesian."""

import ast
from pathlib import Path

import pytest

from data.errors import CapaianError, RefusedError, SetupError, error_text
from data.home import Home
from data.intake.source import profile_files
from data.intake.source.profiles import PLAIN
from data.ledger import entries
from data.schema import kinds
from text.words import known

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "data").rglob("*.py"))


def keys(path):
    """The keys of every `error_text("…")` in a file."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name == "error_text":
                yield call.args[0].value


def test_every_key_that_is_told_has_both_texts():
    told_keys = {key for path in FILES for key in keys(path)}
    assert len(told_keys) > 40
    whole = {key if "." in key else f"fault.{key}" for key in told_keys}
    assert [key for key in whole if not (known(key, "id") and known(key, "en"))] == []


def test_an_error_may_hold_another():
    error = SetupError(error_text("at_line", file="a.yaml", line=3, finding=error_text("sign_unreadable")))
    assert str(error) == error.message() == "a.yaml, baris 3: ada tanda yang tidak dapat dibaca. Hapus tanda itu."
    assert error.message("en") == "a.yaml, line 3: holds a sign that cannot be read. Remove that sign."


def test_a_text_given_as_it_is_stays_as_it_is():
    assert RefusedError("Sudah begitu.").message("en") == "Sudah begitu."
    assert CapaianError().message() == ""


YAML = {
    "time_zone: Mars/Utara": ("zona waktu tidak dikenal", "the time zone is not known"),
    "kolom: {}": ("bagian kolom: tidak dikenal", "part kolom: not known"),
    "date_order: dym": ("Pilih 'dmy', 'mdy' atau 'ymd'", "Choose 'dmy', 'mdy' or 'ymd'"),
    "columns: {a: kolom_karangan}": ("tidak ada pada jenis transactions", "transactions has no column kolom_karangan"),
    "a: [": ("susunan YAML tidak dapat dibaca", "the YAML cannot be read"),
    "name: a\nname: b": ("sudah ditulis di baris 1", "is already on line 1"),
    "columns: {7: status}": ("terbaca sebagai bilangan 7", "is read as the number 7"),
}


@pytest.mark.parametrize("text", YAML)
def test_a_profile_that_does_not_hold_together_is_told_in_both(tmp_path, text):
    path = tmp_path / "profil.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError) as raised:
        profile_files.load(path, kinds.kind("transactions"))
    indonesian, english = YAML[text]
    assert indonesian in raised.value.message() and english in raised.value.message("en")


def test_what_the_upload_page_may_raise_is_told_in_both(tmp_path):
    home = Home(tmp_path / "home")
    with pytest.raises(RefusedError) as name:
        profile_files.save(home, "Nama Besar", PLAIN)
    with pytest.raises(RefusedError) as entry:
        entries.undo(home, 7, "petugas", "salah")
    with pytest.raises(SetupError) as profile:
        profile_files.find(home, "tiada")
    english = [raised.value.message("en") for raised in (name, entry, profile)]
    assert [line.split(":")[0] for line in english] == ["Profile name", "Entry 7", "--profile tiada"]
