"""The ledger: an entry is in or it is not, nothing in it ever changes, and every tampering is found and named."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from data.errors import CapaianError, RefusedError, SetupError
from data.home import PROJECT, Home
from data.intake import load
from data.ledger import entries, storage, verify
from tests import patience
from tests.data import uploads


@pytest.fixture
def office(tmp_path):
    return Home(tmp_path / "home")


def put(home, text="isi", kind="transactions", **what):
    """Append an entry with two small files."""
    with storage.side_folder(home) as folder:
        (folder / ("rows.parquet" if kind == "transactions" else "isi.csv")).write_text(text, encoding="utf-8")
        (folder / "problems.parquet").write_text("-", encoding="utf-8")
        return entries.append(home, folder, kind, "petugas", {"sha256": text, **what})


def in_another_process(home, code, *arguments):
    """Start Python on `code` with `home`, `ledger` and `put` at hand; its lines come out unbuffered."""
    prelude = """
        import sys, time
        from pathlib import Path
        from data.ledger import entries, storage
        from data.home import Home
        home = Home(Path(sys.argv[1]))
        def put(text):
            with storage.side_folder(home) as folder:
                (folder / "rows.parquet").write_text(text, encoding="utf-8")
                return entries.append(home, folder, "transactions", "petugas", {"sha256": text})
    """
    script = textwrap.dedent(prelude) + textwrap.dedent(code)
    command = [sys.executable, "-u", "-c", script, str(home.root), *arguments]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def numbers(home):
    return [entry.seq for entry in entries.entries(home)]


# In, in order


def test_an_absent_ledger_is_an_empty_one(office):
    assert (entries.entries(office), entries.head_seq(office), verify.first_broken(office)) == ([], 0, None)
    assert not office.root.exists()


def test_entries_are_numbered_and_chained(office):
    first, second = put(office, "a"), put(office, "b")
    assert [first.seq, second.seq] == [1, 2]
    assert (first.previous, second.previous) == (None, first.sha256)
    assert second.folder.name.startswith("00000002-transactions-")
    assert second.files["rows.parquet"] == entries.file_sha256(second.rows_path)
    assert entries.entries(office) == [first, second]
    assert verify.first_broken(office) is None


def test_the_ledger_holds_entries_and_nothing_else(office):
    put(office)
    assert [path.name[:8] for path in office.ledger_dir.iterdir()] == ["00000001"]
    assert {path.name for path in office.ledger_dir.glob("*/*")} == {"entry.json", "rows.parquet", "problems.parquet"}
    assert not any((office.root / "staging").iterdir())


def test_two_processes_appending_at_once_both_succeed_in_order(office):
    code = """
        print("ready")
        while not Path(sys.argv[3]).exists():
            time.sleep(0.005)
        for i in range(15):
            put(f"{sys.argv[2]}{i}")
    """
    start = office.root.parent / "start"
    running = [in_another_process(office, code, name, str(start)) for name in ("a", "b")]
    for process in running:
        process.stdout.readline()
    start.touch()
    assert [process.wait(timeout=patience.SECONDS) for process in running] == [0, 0]
    assert numbers(office) == list(range(1, 31))
    assert verify.first_broken(office) is None
    names = [entry.what["sha256"] for entry in entries.entries(office)]
    for name in ("a", "b"):
        assert [text for text in names if text[0] == name] == [f"{name}{i}" for i in range(15)]


def test_two_threads_appending_at_once_both_succeed_in_order(office):
    threads = [threading.Thread(target=lambda: [put(office) for _ in range(10)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(office) == list(range(1, 21))
    assert verify.first_broken(office) is None


def test_the_holder_of_the_lock_may_take_it_again_and_others_wait(office):
    with storage.lock(office):
        put(office, "a")
        other = in_another_process(office, 'print("ready"); put("b"); print("in")')
        other.stdout.readline()
        time.sleep(0.3)
        assert numbers(office) == [1], "the other waits"
    assert other.stdout.readline() == "in\n"
    assert other.wait(timeout=patience.SECONDS) == 0
    assert numbers(office) == [1, 2]


# Nothing half in


def test_an_error_while_an_entry_is_prepared_leaves_nothing(office):
    put(office)
    before = uploads.on_disk(office.root)
    with pytest.raises(ZeroDivisionError), storage.side_folder(office) as folder:
        (folder / "rows.parquet").write_text("x", encoding="utf-8")
        raise ZeroDivisionError
    assert uploads.on_disk(office.root) == before


STOPS = {
    "while rows are written": 'with storage.side_folder(home) as f:\n  (f / "rows.parquet").write_text("x")\n  stop()',
    "before the flush": "storage.flush = lambda path: stop()\nput('x')",
    "before the rename": "Path.rename = lambda *_: stop()\nput('x')",
    "with the lock held": "with storage.lock(home):\n  stop()",
}


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("moment", STOPS)
def test_a_process_killed_in_the_middle_leaves_nothing_half_in_and_no_lock(office, moment):
    put(office, "a")
    before = uploads.on_disk(office.ledger_dir)
    code = "def stop():\n  print('here'); time.sleep(60)\n" + STOPS[moment]
    process = in_another_process(office, code)
    assert process.stdout.readline() == "here\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert uploads.on_disk(office.ledger_dir) == before
    assert put(office, "b").seq == 2
    assert verify.first_broken(office) is None


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
def test_what_was_acknowledged_before_a_kill_at_any_moment_is_in(office):
    acknowledged = 0
    for wait in random.Random(5).sample(range(5, 200), 6):
        process = in_another_process(office, "while True:\n  print(put('x').seq)")
        acknowledged = int(process.stdout.readline())
        time.sleep(wait / 1000)
        process.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
        process.wait()
        assert verify.first_broken(office) is None
        assert numbers(office) == list(range(1, entries.head_seq(office) + 1))
        assert acknowledged <= entries.head_seq(office) <= acknowledged + 1


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.rename", "pathlib.Path.write_text", "pathlib.Path.mkdir"])
def test_a_full_disk_leaves_the_ledger_as_it_was(office, monkeypatch, where):
    put(office)
    before = uploads.on_disk(office.root)
    with monkeypatch.context() as patched, pytest.raises(SetupError) as error:
        patched.setattr(where, full)
        put(office, "b")
    assert f"{office.root}: tidak dapat ditulis (No space left on device). Periksa" in str(error.value)
    assert "\n" not in str(error.value)
    assert uploads.on_disk(office.root) == before
    assert put(office, "b").seq == 2


GOOD = f"{uploads.HEADERS}\nA-1 | {uploads.ROW}"


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.rename"])
def test_a_disk_that_fills_up_during_a_load_leaves_home_and_ledger_as_they_were(office, monkeypatch, where):
    uploads.send(office, GOOD)
    before = uploads.on_disk(office.root)
    with monkeypatch.context() as patched, pytest.raises(SetupError):
        patched.setattr(where, full)
        uploads.send(office, GOOD.replace("A-1", "A-2"))
    assert uploads.on_disk(office.root) == before
    assert not uploads.send(office, GOOD.replace("A-1", "A-2")).refused


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.rename"])
def test_nor_do_the_settings_of_a_load_that_failed_enter(office, monkeypatch, where):
    with monkeypatch.context() as patched, pytest.raises(SetupError):
        patched.setattr(where, full)
        uploads.send(office, GOOD)
    assert entries.entries(office) == []
    assert not uploads.send(office, GOOD).refused


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_rows_that_do_not_fit_on_the_disk_leave_the_ledger_as_it_was(office):
    """A real write that fails: no file of the child may grow beyond 20 kB."""
    uploads.send(office, GOOD)
    before = uploads.on_disk(office.root)
    table = "\n".join([uploads.HEADERS, *(f"{random.Random(i).random()} | {uploads.ROW}" for i in range(20_000))])
    path = uploads.write(office.root.parent / "besar.csv", table)
    code = """
        import resource
        from data.intake import load
        from data.schema import kinds
        from data.errors import SetupError
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        try:
            load.load(home, load.Request(Path(sys.argv[2]), kinds.kind("transactions")))
        except SetupError as error:
            print(error)
    """
    process = in_another_process(office, code, str(path))
    told, _ = process.communicate(timeout=patience.SECONDS)
    assert told.count("\n") == 1 and "tidak dapat ditulis" in told, told
    assert uploads.on_disk(office.root) == before


def test_a_home_that_is_a_file_or_lies_in_one_cannot_be_written(tmp_path):
    (tmp_path / "berkas").write_text("x", encoding="utf-8")
    file = uploads.write(tmp_path / "a.csv", GOOD)
    for home in (Home(tmp_path / "berkas"), Home(tmp_path / "berkas" / "home")):
        for act in (put, lambda home: load.load(home, load.request(home, file, "transactions"))):
            with pytest.raises(SetupError, match="tidak dapat ditulis") as error:
                act(home)
            assert "\n" not in str(error.value)
    assert (tmp_path / "berkas").read_text(encoding="utf-8") == "x"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not stop root")
def test_a_home_without_write_permission_is_told_in_one_line(office):
    office.root.mkdir()
    office.root.chmod(0o500)
    try:
        with pytest.raises(SetupError, match="tidak dapat ditulis"):
            uploads.send(office, GOOD)
    finally:
        office.root.chmod(0o700)


def test_a_lock_that_cannot_be_taken_is_told_in_one_line(office, monkeypatch):
    monkeypatch.setattr(storage, "LOCK_SECONDS", 0.2)
    holder = in_another_process(office, "with storage.lock(home):\n  print('held'); time.sleep(60)")
    holder.stdout.readline()
    try:
        with pytest.raises(SetupError, match="proses lain masih menulis"):
            put(office)
    finally:
        holder.kill()
        holder.wait()


# Undo and as-of


def test_an_undo_is_an_entry_and_erases_nothing(office):
    first = put(office)
    before = uploads.on_disk(office.ledger_dir)
    entry = entries.undo(office, first.seq, "petugas", "  salah berkas ")
    assert (entry.seq, entry.kind, entry.who) == (2, "undo", "petugas")
    assert entry.what == {"undoes": 1, "reason": "salah berkas"}
    assert before.items() <= uploads.on_disk(office.ledger_dir).items()
    assert entries.standing(entries.entries(office)) == []
    assert verify.first_broken(office) is None


def test_only_an_upload_that_stands_can_be_undone_and_with_a_reason(office):
    put(office, kind="targets")
    put(office)
    entries.undo(office, 2, "petugas", "salah")
    before = uploads.on_disk(office.root)
    for seq, reason, told in (
        (2, "lagi", "Entri 2: sudah dibatalkan"),
        (1, "bukan unggahan", "Entri 1: bukan unggahan"),
        (3, "pembatalan", "Entri 3: bukan unggahan"),
        (9, "tidak ada", "Entri 9: bukan unggahan"),
        (0, "tidak ada", "Entri 0: bukan unggahan"),
        (2, "   ", "--reason: alasan kosong"),
    ):
        with pytest.raises(RefusedError, match=told):
            entries.undo(office, seq, "petugas", reason)
    assert uploads.on_disk(office.root) == before


def test_as_of_counts_an_entry_that_was_undone_only_later(office):
    put(office, "a")
    put(office, "b")
    entries.undo(office, 1, "petugas", "salah")
    put(office, "c")
    standing = {seq: [entry.seq for entry in entries.standing(entries.entries(office, seq))] for seq in range(5)}
    assert standing == {0: [], 1: [1], 2: [1, 2], 3: [2], 4: [2, 4]}


# Tampering


@pytest.fixture
def four(office):
    """Four entries: three uploads, and an undo that has no files of its own."""
    for text in "abc":
        put(office, text)
    entries.undo(office, 2, "petugas", "salah")
    return sorted(office.ledger_dir.iterdir())


def rewrite(folder, **changed):
    path = folder / "entry.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changed), encoding="utf-8")


def swap(one, other, name):
    contents = (one / name).read_bytes(), (other / name).read_bytes()
    (one / name).write_bytes(contents[1])
    (other / name).write_bytes(contents[0])


def swap_folders(one, other):
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def reseal(folder, **changed):
    """What someone would do who knows how: change the entry and mend its own fingerprint."""
    told = json.loads((folder / "entry.json").read_text(encoding="utf-8")) | changed
    told.pop("sha256")
    told["sha256"] = entries.fingerprint(told)
    (folder / "entry.json").write_text(json.dumps(told), encoding="utf-8")


TAMPERED = {
    "a changed file": (2, lambda f: (f[1] / "rows.parquet").write_text("y", encoding="utf-8"), "rows.parquet berubah"),
    "a missing file": (1, lambda f: (f[0] / "problems.parquet").unlink(), "problems.parquet hilang"),
    "an extra file": (3, lambda f: (f[2] / "extra.txt").write_text("", encoding="utf-8"), "extra.txt berubah"),
    "a file cut short": (1, lambda f: os.truncate(f[0] / "rows.parquet", 0), "rows.parquet berubah"),
    "another name on the last entry": (4, lambda f: rewrite(f[3], who="lain"), "entry.json berubah"),
    "another undo": (4, lambda f: rewrite(f[3], what={"undoes": 1, "reason": "salah"}), "entry.json berubah"),
    "an added key": (3, lambda f: rewrite(f[2], note="x"), "entry.json berubah"),
    "another time": (1, lambda f: rewrite(f[0], when="2020-01-01T00:00:00+07:00"), "entry.json berubah"),
    "no entry.json": (2, lambda f: (f[1] / "entry.json").unlink(), "entry.json tidak dapat dibaca"),
    "an entry.json that is none": (2, lambda f: (f[1] / "entry.json").write_text("{"), "entry.json tidak dapat dibaca"),
    "an empty object": (2, lambda f: (f[1] / "entry.json").write_text("{}"), "entry.json tidak dapat dibaca"),
    "an empty entry.json": (4, lambda f: os.truncate(f[3] / "entry.json", 0), "entry.json tidak dapat dibaca"),
    "a file in place of an entry": (3, lambda f: (shutil.rmtree(f[2]), f[2].touch()), "entry.json tidak dapat dibaca"),
    "a missing entry": (2, lambda f: shutil.rmtree(f[1]), "entri 2 tidak ada"),
    "a missing first entry": (1, lambda f: shutil.rmtree(f[0]), "entri 1 tidak ada"),
    "a copied entry": (4, lambda f: shutil.copytree(f[2], f[2].with_name(f[2].name + "x")), "entri 4 tidak ada"),
    "swapped folders": (2, lambda f: swap_folders(f[1], f[2]), "entry.json berubah"),
    "swapped files": (1, lambda f: swap(f[0], f[2], "rows.parquet"), "rows.parquet berubah"),
    "an entry resealed": (2, lambda f: reseal(f[1], who="lain"), "entry.json tidak tertulis seperti aslinya"),
    "an entry of another kind": (2, lambda f: rewrite(f[1], kind="surveys"), "entry.json berubah"),
    "a stray file beside them": (5, lambda f: (f[0].parent / "catatan.txt").touch(), "catatan.txt bukan bagian"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_the_first_broken_entry_is_named(office, four, case):
    expected, tamper, told = TAMPERED[case]
    tamper(four)
    broken = verify.first_broken(office)
    assert broken is not None and broken[0] == expected and told in str(broken[1]), broken


def test_of_several_the_first_is_named(office, four):
    (four[2] / "rows.parquet").write_text("y", encoding="utf-8")
    (four[1] / "problems.parquet").unlink()
    seq, finding = verify.first_broken(office)
    assert (seq, str(finding)) == (2, "problems.parquet hilang")


CRASHES = {
    "a folder inside an entry": lambda folder: (folder / "lain").mkdir(),
    "an entry.json that is a list": lambda folder: (folder / "entry.json").write_text("[]", encoding="utf-8"),
}


@pytest.mark.parametrize("case", CRASHES)
def test_no_tampering_makes_the_verification_fall_over(office, four, case):
    CRASHES[case](four[1])
    assert verify.first_broken(office)[0] == 2


@pytest.mark.parametrize("content", ["", "{", None])
def test_reading_a_broken_ledger_is_one_line(office, four, content):
    path = four[1] / "entry.json"
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    with pytest.raises(CapaianError):
        entries.entries(office)
