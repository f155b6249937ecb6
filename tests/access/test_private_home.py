"""A home is its office's alone: modes, links, aliases, signs that steer a terminal, passwords that are guessed."""

import json
import os
import shutil
import stat
import subprocess
import sys

import pytest

from access.identity import accounts, passwords
from access.identity.errors import AccessError
from data.errors import SetupError
from data.home import PROJECT, Home
from data.ledger import entries, verify
from tests.access import people
from tests.access.conftest import OWN, applications
from text import one_line

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links as POSIX has them")


def run(root, *arguments, umask=0):
    """A command of the terminal in a process of its own."""
    told = {**os.environ, "CAPAIAN_HOME": str(root)}
    command = [sys.executable, str(PROJECT / "cli.py"), *map(str, arguments)]
    return subprocess.run(
        command, env=told, capture_output=True, text=True, encoding="utf-8", preexec_fn=lambda: os.umask(umask)
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A home made by the terminal with the widest umask, in a folder that was open to everybody."""
    root = tmp_path_factory.mktemp("office") / "home"
    root.mkdir(mode=0o755)
    file = root.parent / "a.csv"
    file.write_text(
        "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;status\n"
        "A-1;11.71;DKC-01;2026-10-05 09:00;2026-10-06 10:00;selesai\n",
        encoding="utf-8",
    )
    done = run(root, "load", file, "--kind", "transactions", "--by", "Ani\x1b[2J\u202e\n     9  palsu")
    assert done.returncode == 0, done.stderr
    return root


@posix
def test_nothing_of_a_home_is_open_to_others_whatever_the_umask(office):
    open_ = {
        str(path.relative_to(office)): f"{stat.S_IMODE(path.stat().st_mode):o}"
        for path in [office, *office.rglob("*")]
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    }
    assert not open_


@posix
def test_no_name_steers_the_terminal_or_makes_a_line(office):
    log = run(office, "log")
    assert log.returncode == 0 and "\x1b" not in log.stdout and "\u202e" not in log.stdout
    assert not any(line.split()[:2] == ["9", "palsu"] for line in log.stdout.splitlines())
    as_json = run(office, "log", "--json")
    assert "\x1b" not in as_json.stdout and json.loads(as_json.stdout)[-1]["who"] == "Ani[2J 9 palsu"


def test_signs_that_steer_are_taken_away_and_letters_stay():
    assert one_line.plain("a\x1b[31mb\x07\u202ec\x9b\tд\n") == "a[31mbc\tд\n"
    assert one_line.one_line("a\r\nb\u2028c\td") == "a b c d"


@posix
@pytest.mark.parametrize("place", ["ledger", "warehouse.duckdb", "targets.yaml", "indicators.yaml", "reference"])
def test_a_link_in_a_home_is_refused(office, tmp_path, place):
    root = tmp_path / "home"
    shutil.copytree(office, root)
    outside = tmp_path / "outside"
    if (root / place).exists():
        shutil.move(root / place, outside)
    else:
        outside.write_text("{}", encoding="utf-8")
    (root / place).symlink_to(outside)
    done = run(root, "score", "--period", "2026-10", "--indicator", "received", "--format", "json")
    assert done.returncode == 2 and "tautan simbolis" in done.stderr and done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@posix
def test_a_link_in_an_entry_is_refused_too(office, tmp_path):
    root = tmp_path / "home"
    shutil.copytree(office, root)
    rows = next(root.glob("ledger/*/rows.parquet"))
    shutil.move(rows, tmp_path / "rows.parquet")
    rows.symlink_to(tmp_path / "rows.parquet")
    with pytest.raises(SetupError, match="tautan simbolis"):
        entries.entries(Home(root))
    assert verify.first_broken(Home(office)) is None


@posix
def test_accounts_behind_a_link_let_nobody_in(tmp_path):
    people.account(tmp_path, "governor")
    shutil.move(tmp_path / accounts.FILE, tmp_path / "outside.yaml")
    (tmp_path / accounts.FILE).symlink_to(tmp_path / "outside.yaml")
    with pytest.raises(AccessError) as told:
        accounts.load(tmp_path)
    assert told.value.key == "link"


def test_aliases_of_yaml_are_refused_in_the_accounts_too(tmp_path):
    path = tmp_path / accounts.FILE
    path.touch(0o600)
    path.write_text("accounts: {aa: &a {role: governor}, bb: *a}\n", encoding="utf-8")
    with pytest.raises(AccessError) as told:
        accounts.load(tmp_path)
    assert told.value.key == "yaml"


COMMON = """
    password Password123 P@ssw0rd! 12345678 87654321 11111111 qwerty123 qwertyuiop abcabcabc rahasia1 Rahasia202!
    bandaaceh26 Admin@1234 administrator iloveyou!! letmein99 1qaz2wsx !!!!!!!! 2026-11-29 gubernur1 sayangku123
    ani.rahma1 9-ANI-RAHMA 202620262026
"""
GOOD = ["kopi gayo tanpa gula", "7 kambing di Sabang", "tv9-Meunasah-hujan", "Xk4#pqLm2z", "rahasia dapur nenek"]
GOOD += ["Rahasia-2026", "kata-sandi-123"]  # a common word, but what stands about it makes it long


@pytest.mark.parametrize("password", COMMON.split())
def test_a_password_that_is_guessed_early_is_refused(password):
    with pytest.raises(AccessError) as told:
        passwords.hashed(password, "ani rahma", passwords.Cost(rounds=1, memory_kib=8, lanes=1))
    assert told.value.key in ("password_common", "password_is_name")


@pytest.mark.parametrize("password", [*GOOD, people.PASSWORD])
def test_any_other_is_taken(password):
    assert not passwords.is_common(password, "ani rahma")


def test_what_is_loaded_by_another_door_is_private_too(tmp_path):
    before = os.umask(0o022)
    try:
        applications(tmp_path / "home", OWN, 1, "x.csv")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (tmp_path / "home").rglob("*.parquet")}
    assert modes == {0} or os.name == "nt"
