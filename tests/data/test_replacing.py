"""A file is put in its place by a rename; Windows refuses that while somebody has it open, which must lose nothing."""

from pathlib import Path

import pytest

from access.identity.scope import EVERYTHING
from data.home import Home
from data.ledger import entries, storage, verify
from metrics.cells import build
from metrics.scorecard import score
from tests.data import uploads

FIRST = """
  nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan   | waktu_selesai    | status
  A-1              | 11.71        | DKC-01       | 2025-01-06 09:00 | 2025-01-07 10:00 | selesai
"""
SECOND = FIRST.replace("A-1", "A-2")


@pytest.fixture
def windows(monkeypatch):
    """Renames onto the paths in `windows.open` are refused as Windows does; each refusal takes one off its count."""

    class Windows:
        def __init__(self):
            self.open: dict[Path, int] = {}

    system, replace = Windows(), Path.replace

    def refusing(source, target):
        if system.open.get(Path(target), 0) > 0:
            system.open[Path(target)] -= 1
            raise PermissionError(13, "The process cannot access the file because it is being used", str(target))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", refusing)
    monkeypatch.setattr(storage, "WINDOWS", True)
    monkeypatch.setattr(storage.time, "sleep", lambda _: None)
    return system


@pytest.fixture
def two(tmp_path):
    source, target = tmp_path / "new", tmp_path / "old"
    source.write_text("new", encoding="utf-8")
    target.write_text("old", encoding="utf-8")
    return source, target


@pytest.fixture
def office(tmp_path):
    """A home with one record, and its warehouse."""
    home = Home(tmp_path / "home")
    uploads.send(home, FIRST)
    build.catch_up(home)
    return home


def received(home):
    [row] = score.score(home, EVERYTHING, "2025-01", indicators=["received"]).rows
    return row.actual


@pytest.mark.parametrize("times", [0, 1, 7])
def test_a_file_that_is_open_for_a_while_is_replaced_in_the_end(windows, two, times):
    source, target = two
    windows.open[target] = times
    storage.move(source, target)
    assert (target.read_text(encoding="utf-8"), source.exists()) == ("new", False)


def test_a_file_that_stays_open_is_refused_with_the_remedy_and_left_alone(windows, two, monkeypatch):
    source, target = two
    monkeypatch.setattr(storage, "MOVE_SECONDS", 0)
    windows.open[target] = 1
    with pytest.raises(storage.InUseError) as refused:
        storage.move(source, target)
    assert "Tutup program itu" in refused.value.message("id") and "Close that program" in refused.value.message("en")
    assert (target.read_text(encoding="utf-8"), source.read_text(encoding="utf-8")) == ("old", "new")


def test_elsewhere_a_refusal_is_a_lack_of_rights_and_told_at_once(windows, two, monkeypatch):
    source, target = two
    monkeypatch.setattr(storage, "WINDOWS", False)
    windows.open[target] = 1
    with pytest.raises(PermissionError):
        storage.move(source, target)
    assert windows.open[target] == 0


def test_a_load_counts_although_the_warehouse_stays_open(windows, office, monkeypatch):
    monkeypatch.setattr(storage, "MOVE_SECONDS", 0)
    windows.open[office.warehouse_path] = 1_000
    uploads.send(office, SECOND)
    build.catch_up(office)
    assert verify.first_broken(office) is None
    assert received(office) == 2
    windows.open.clear()
    build.catch_up(office)
    assert received(office) == 2


def test_a_warehouse_that_stays_open_is_not_said_to_be_rebuilt(windows, office, monkeypatch):
    monkeypatch.setattr(storage, "MOVE_SECONDS", 0)
    windows.open[office.warehouse_path] = 1
    before = office.warehouse_path.read_bytes()
    with pytest.raises(storage.InUseError):
        build.rebuild(office)
    assert office.warehouse_path.read_bytes() == before
    build.rebuild(office)
    assert received(office) == 1


def test_an_entry_whose_folder_a_scanner_holds_is_in_or_it_is_not(windows, office, monkeypatch):
    monkeypatch.setattr(storage, "MOVE_SECONDS", 0)
    before = uploads.on_disk(office.ledger_dir)

    def scanned(source, target):
        raise PermissionError(13, "Access is denied", str(target))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", scanned)
        with pytest.raises(storage.InUseError):
            entries.undo(office, entries.head_seq(office), "petugas", "salah")
    assert uploads.on_disk(office.ledger_dir) == before
    assert entries.undo(office, entries.head_seq(office), "petugas", "salah").kind == "undo"
