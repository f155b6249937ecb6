"""A ledger that an earlier program has left: read, scored and verified as it was; one of a later program is refused.

`ledger_1` holds ten entries of form 1 for the region 11.71: versions of targets, calendar and reference; three
applications (one of September, two of October, one of them late), a file of one that was undone, a recap of September
(7 of 8 on time), and two annotations, the second withdrawn. It is never written anew: a later form gets a folder of its
own beside it, and a step in `entries.MIGRATIONS`.
"""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from access.identity.scope import EVERYTHING
from cli import main
from data import clock
from data.errors import SetupError
from data.home import Home
from data.ledger import acts, entries, verify
from metrics.acts import annotations
from metrics.scorecard import score

STORED = Path(__file__).parent / "ledger_1"


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """A home with the stored ledger, and the settings that its first entries hold."""
    home = Home(tmp_path / "home")
    shutil.copytree(STORED, home.ledger_dir)
    (home.root / "reference").mkdir()
    for entry in entries.entries(home)[:3]:
        for name in entry.files:
            place = home.root if entry.kind == "targets" else home.root / "reference"
            shutil.copy(entry.folder / name, place)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 16, 8, 0, tzinfo=clock.WIB))
    monkeypatch.setenv("CAPAIAN_HOME", str(home.root))
    return home


def rewritten(home, seq, **changed):
    """Entry `seq` as another program would have written it, with a fitting fingerprint; for the newest entry only."""
    [folder] = home.ledger_dir.glob(f"{seq:08d}-*")
    written = json.loads((folder / entries.ENTRY_FILE).read_text(encoding="utf-8")) | changed
    del written["sha256"]
    sealed = {name: value for name, value in written.items() if value is not None}
    text = json.dumps({**sealed, "sha256": entries.fingerprint(sealed)}, ensure_ascii=False, indent=1)
    (folder / entries.ENTRY_FILE).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("period", "share"), [("2026-09", (8, 9)), ("2026-10", (1, 2)), ("2026", (9, 11))])
def test_its_figures_are_what_they_were(stored, period, share):
    [row] = score.score(stored, EVERYTHING, period, "11.71", ["on_time_rate"]).rows
    assert (row.numerator, row.denominator, row.target) == (*share, 90)


def test_before_the_undo_the_file_counts(stored):
    [row] = score.score(stored, EVERYTHING, "2026-10", "11.71", ["on_time_rate"], as_of=5).rows
    assert (row.numerator, row.denominator) == (1, 3)


def test_its_acts_stand_and_its_chain_holds(stored, capsys):
    assert [note.text for note in annotations.listed(stored, EVERYTHING)] == ["Loket baru."]
    assert verify.first_broken(stored) is None
    assert main(["verify"]) == 0 and "utuh: 10 entri" in capsys.readouterr().out
    assert annotations.annotate(stored, EVERYTHING, "a", annotations.Annotation("2026-10", "Lagi.")).seq == 11


COMMANDS = {
    "verify": (),
    "log": (),
    "score": ("--period", "2026-10"),
    "annotate": ("--month", "2026-10", "--text", "Lagi."),
    "undo": ("4", "--by", "a", "--reason", "Salah."),
    "rebuild": (),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_entry_of_a_newer_program_is_refused_with_the_remedy(stored, capsys, command):
    rewritten(stored, 10, schema_version=entries.SCHEMA_VERSION + 1)
    before = sorted(path.name for path in stored.ledger_dir.iterdir())
    assert main([command, *COMMANDS[command]]) == 2
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        "Entri 10: ditulis oleh program yang lebih baru (bentuk 2; program ini membaca sampai 1). Perbarui program ini."
    ]
    assert sorted(path.name for path in stored.ledger_dir.iterdir()) == before


def test_it_is_refused_in_english_too(stored):
    rewritten(stored, 10, schema_version=7)
    with pytest.raises(SetupError) as refused:
        entries.entries(stored)
    assert refused.value.message("en").endswith("(form 7; this program reads up to 1). Update this program.")


@pytest.mark.parametrize("version", [0, -1, "1", True, 1.0, None])
def test_a_form_that_is_none_is_unreadable(stored, version):
    rewritten(stored, 10, schema_version=version)
    with pytest.raises(SetupError, match=r"^Entri 10: entry\.json tidak dapat dibaca"):
        entries.entries(stored)
    assert verify.first_broken(stored)[0] == 10


def test_a_form_changed_by_hand_is_a_broken_entry_and_no_newer_program(stored):
    [newest] = stored.ledger_dir.glob("00000010-*")
    path = newest / entries.ENTRY_FILE
    path.write_text(path.read_text(encoding="utf-8").replace('"schema_version": 1', '"schema_version": 2'), "utf-8")
    assert [str(part) for part in verify.first_broken(stored)] == ["10", "entry.json berubah"]


def test_an_older_form_is_migrated_whenever_it_is_read_and_stays_as_it_was_written(stored, monkeypatch):
    """Form 1 says `who`; were a form 2 to say `by`, and a form 3 `who` again in capitals, both steps would be taken."""
    written = {path: path.read_bytes() for path in stored.ledger_dir.rglob("*") if path.is_file()}
    monkeypatch.setattr(entries, "SCHEMA_VERSION", 3)
    monkeypatch.setitem(entries.MIGRATIONS, 1, lambda told: {**told, "by": told["who"]})
    monkeypatch.setitem(entries.MIGRATIONS, 2, lambda told: {**told, "who": told["by"].upper()})
    entries._as_written.cache_clear()  # the fixture has read them
    assert {entry.who for entry in entries.entries(stored)} == {"PETUGAS"}
    assert verify.first_broken(stored) is None
    assert {path: path.read_bytes() for path in written} == written
    assert acts.record(stored, "annotation", "baru", {}).who == "baru", "what it writes itself is in its own form"


def test_every_older_form_has_its_step():
    assert list(entries.MIGRATIONS) == list(range(1, entries.SCHEMA_VERSION))
