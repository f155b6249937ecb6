"""Files are read once while nobody changes them, and what was derived from them is kept as long."""

import os
from pathlib import Path

import pandas as pd
import pytest

from data.home import Home
from data.settings import file_cache


@pytest.fixture
def reads(monkeypatch):
    """Every path that was read from the disk."""
    read, found = Path.read_bytes, []
    monkeypatch.setattr(Path, "read_bytes", lambda path: found.append(path) or read(path))
    return found


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "reference" / "regions.csv"
    path.parent.mkdir()
    path.write_bytes(b"one")
    return path


def at_rest(monkeypatch, seconds):
    """Let files count as untouched after so many seconds; below 0 everything does."""
    monkeypatch.setattr(file_cache, "REST_NS", seconds * 1e9)


def test_a_file_that_has_lain_untouched_is_read_once(file, reads, monkeypatch):
    at_rest(monkeypatch, -60)
    assert [file_cache.content(file) for _ in range(3)] == [b"one"] * 3
    assert reads == [file]


def test_a_file_that_was_written_just_now_is_read_every_time(file, reads):
    for text in (b"two", b"six", b"ten"):
        file.write_bytes(text)
        assert file_cache.content(file) == text
    assert len(reads) == 3


def test_a_change_is_seen_though_size_and_time_are_put_back(file, monkeypatch):
    at_rest(monkeypatch, -60)
    before = file.stat()
    assert file_cache.content(file) == b"one"
    new = file.with_name("new")
    new.write_bytes(b"two")
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.replace(file)
    assert file_cache.content(file) == b"two"


def test_what_is_derived_is_derived_again_when_its_file_changes_and_only_then(file):
    asked = []

    @file_cache.derived_from("regions.csv")
    def found(home: Home, times: int = 1) -> str:
        asked.append(times)
        return (home.root / "reference" / "regions.csv").read_text() * times

    home = Home(file.parents[1])
    assert [found(home), found(home), found(home, 2), found(home, times=2)] == ["one", "one", "oneone", "oneone"]
    file.write_bytes(b"two")
    assert (found(home), asked) == ("two", [1, 2, 2, 1])


def test_what_was_derived_while_a_file_was_another_is_not_of_the_file_put_back(file):
    written = iter([b"two", None])

    @file_cache.derived_from("regions.csv")
    def found(home: Home) -> str:
        if (between := next(written)) is not None:
            file.write_bytes(between)
        return (home.root / "reference" / "regions.csv").read_text()

    home = Home(file.parents[1])
    assert found(home) == "two"
    file.write_bytes(b"one")
    assert found(home) == "one"


def test_two_homes_that_have_the_same_file_share_what_was_derived(tmp_path):
    asked = []

    @file_cache.derived_from("regions.csv")
    def found(home: Home) -> int:
        asked.append(home)
        return len(asked)

    assert found(Home(tmp_path / "one")) == found(Home(tmp_path / "other")) == 1, "both have the shipped one"


def test_a_table_that_somebody_changes_is_changed_for_them_alone(file):
    @file_cache.derived_from("regions.csv")
    def table(home: Home) -> pd.DataFrame:
        return pd.DataFrame({"code": ["11.01", "11.02"]})

    home = Home(file.parents[1])
    mine = table(home)
    mine.loc[0, "code"] = "11.99"
    mine["more"] = 1
    assert table(home).to_dict("list") == {"code": ["11.01", "11.02"]}
