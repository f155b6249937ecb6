"""What a question finds unchanged by a look at the files, and what makes it be read again."""

import os
import time
from types import SimpleNamespace

import pytest

from api import moment
from data.home import Home
from data.ledger import setting_versions

REGIONS = "code,name,type,capital,lat,lon,population\n"
LONG_AGO = time.time_ns() - 3_600_000_000_000


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home whose files all lie untouched; change times cannot be turned back, so they are left out."""
    (tmp_path / "ledger").mkdir()
    (tmp_path / "reference").mkdir()
    (tmp_path / "targets.yaml").write_text("{}\n")

    def aged(looked):
        def look(path):
            found = looked(path)
            return os.stat_result(found, {"st_ctime_ns": 0, "st_mtime_ns": found.st_mtime_ns})

        return look

    monkeypatch.setattr(
        setting_versions, "os", SimpleNamespace(fspath=os.fspath, lstat=aged(os.lstat), stat=aged(os.stat))
    )
    rest(tmp_path)
    return Home(tmp_path)


def rest(root, later=0):
    """As if nothing had been touched for an hour."""
    for path in (root, *root.rglob("*")):
        os.utime(path, ns=(LONG_AGO, LONG_AGO + later), follow_symlinks=False)


def test_nothing_is_read_again_while_all_lies_untouched(home, monkeypatch):
    first = moment.now(home)
    monkeypatch.setattr(moment.entries, "head", None)
    assert moment.now(home) == first


@pytest.mark.parametrize("what", ["an entry", "a table", "an edit", "a link"])
def test_each_change_is_seen(home, what):
    before = setting_versions.stamp(home)
    if what == "an entry":
        (home.root / "ledger" / "00000001-x").mkdir()
    elif what == "a table":
        (home.root / "reference" / "holidays.csv").write_text("x\n")
    elif what == "an edit":
        (home.root / "targets.yaml").write_text("{}\n\n")
    else:
        (home.root / "targets.yaml").unlink()
        (home.root / "targets.yaml").symlink_to("elsewhere.yaml")
    assert setting_versions.stamp(home) is None, "changed a moment ago"
    rest(home.root, later=1)
    assert setting_versions.stamp(home) not in (before, None)


@pytest.mark.parametrize("what", ["ledger", "targets.yaml", "reference"])
def test_each_change_behind_a_link_is_seen(home, tmp_path_factory, what):
    behind = tmp_path_factory.mktemp("elsewhere") / what
    (home.root / what).rename(behind)
    (home.root / what).symlink_to(behind)
    rest(home.root)
    rest(behind.parent)
    before = setting_versions.stamp(home)
    if what == "targets.yaml":
        behind.write_text("{}\n\n")
    else:
        (behind / "services.csv").mkdir()
    rest(behind.parent, later=1)
    assert setting_versions.stamp(home) not in (before, None)


def test_a_home_of_another_moment_is_never_known_by_a_look(home, tmp_path):
    assert setting_versions.stamp(Home(home.root, settings=tmp_path)) is None
