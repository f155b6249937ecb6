"""The worst day: a full disk, a home that can only be read, a process that is killed at any moment."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from data.home import PROJECT, Home
from data.ledger import entries, verify

resource = pytest.importorskip("resource", reason="limits and signals as POSIX has them")
KILLS = int(os.environ.get("CRASHES", "4"))
"""`make test-crash` kills far more often."""
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


def test_a_kill_at_any_moment_leaves_nothing_half_and_loses_nothing_acknowledged(root, tmp_path):
    """Loads and rebuilds are killed at random; what was acknowledged stands, all else is in or it is not."""
    chance = random.Random(int(os.environ.get("CRASH_SEED", "11")))
    before = time.monotonic()
    assert load(root, file_of(tmp_path, "usual", 1)).returncode == 0
    usual = time.monotonic() - before
    acknowledged, sizes = 4, {}
    for number in range(KILLS):
        count = chance.randint(1, 5)
        path = file_of(tmp_path, f"k{number}", count)
        typed, told = command(root, "load", path, "--kind", "transactions", "--json")
        if number % 4 == 3:
            typed, told = command(root, "rebuild")
            count = 0
        with subprocess.Popen(typed, env=told, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.1, 1.1) * usual)
            process.kill()
            written = process.communicate()[0]
        sizes[f"k{number}"] = count
        if count and written.strip():
            acknowledged += count
            assert json.loads(written)["seq"] is not None
            del sizes[f"k{number}"]
    home = Home(root)
    assert verify.first_broken(home) is None
    standing = {entry.what["file"].removesuffix(".csv") for entry in entries.standing(entries.entries(home))}
    unsaid = sum(count for name, count in sizes.items() if name in standing)
    assert completed(root) == acknowledged + unsaid
    assert run(root, "rebuild").returncode == 0 and completed(root) == acknowledged + unsaid
