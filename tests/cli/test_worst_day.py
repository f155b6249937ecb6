"""The worst day: a disk that is full before or after a load's entry; kills are in `test_kills.py`."""

import json
import os
import signal
import subprocess
import sys

import pytest

from data.home import PROJECT, Home
from data.ledger import entries

resource = pytest.importorskip("resource", reason="limits and signals as POSIX has them")
SCORE = ("score", "--period", "2026-10", "--indicator", "completed", "--format", "json")


def command(root, *arguments):
    return [sys.executable, str(PROJECT / "cli.py"), *map(str, arguments)], {**os.environ, "CAPAIAN_HOME": str(root)}


def run(root, *arguments, largest=None):
    """A command; with `largest` no file may grow beyond so many bytes, as on a disk that is full."""
    typed, told = command(root, *arguments)

    def limit():
        if largest is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(typed, env=told, capture_output=True, text=True, encoding="utf-8", preexec_fn=limit)


def file_of(folder, name, count):
    path = folder / f"{name}.csv"
    header = "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;status\n"
    row = "{name}-{n};11.71;DKC-01;2026-10-05 09:00;2026-10-06 10:00;selesai\n"
    path.write_text(header + "".join(row.format(name=name, n=n) for n in range(count)), encoding="utf-8")
    return path


def completed(root):
    done = run(root, *SCORE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)[0]["actual"]


def load(root, path, **limits):
    return run(root, "load", path, "--kind", "transactions", "--json", **limits)


@pytest.fixture
def root(tmp_path):
    """A home with three applications."""
    home = tmp_path / "home"
    assert load(home, file_of(tmp_path, "a", 3)).returncode == 0
    return home


def test_a_load_that_finds_room_for_its_entry_only_is_accepted_with_a_warning(root, tmp_path):
    path = file_of(tmp_path, "b", 4)
    done = load(root, path, largest=200_000)
    assert done.returncode == 0 and json.loads(done.stdout)["rows_accepted"] == 4, done.stderr
    assert "buku besar" in done.stderr and done.stderr.count("\n") == 1
    assert completed(root) == 7
    again = load(root, path)
    assert again.returncode == 1 and json.loads(again.stdout)["problems"][0]["rule"] == "already_loaded"


def test_a_load_without_room_for_its_entry_leaves_nothing_and_may_be_repeated(root, tmp_path):
    path = file_of(tmp_path, "b", 4)
    done = load(root, path, largest=100)
    assert done.returncode == 2 and "Traceback" not in done.stderr and done.stderr.count("\n") == 1
    assert completed(root) == 3 and load(root, path).returncode == 0 and completed(root) == 7


def test_what_finds_no_room_where_it_is_to_be_is_told_in_one_line_and_leaves_nothing(root, tmp_path):
    assert run(root, "key", "new").returncode == 0
    before = entries.head(Home(root))
    out = tmp_path / "out"
    out.mkdir()
    for words in (
        ("report", "--period", "2026-10", "--document", "lembar", "--format", "pdf", "--out", out),
        ("export-cells", out / "cells.zip"),
    ):
        done = run(root, *words, largest=1_000)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
        assert "gudang data" not in done.stderr and list(out.iterdir()) == []
    assert entries.head(Home(root)) == before
