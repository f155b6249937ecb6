"""A rebuild whose process is killed goes on from its last point, and ends in the same tables."""

import shutil
import signal
import subprocess
import sys
import textwrap

import pytest

from data.home import PROJECT, Home
from data.ledger import entries
from data.warehouse.records import RecordStore
from metrics.cells import build
from tests.data import uploads
from tests.twins.test_partitions import differences

KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from data.home import Home
    from data.warehouse import build as warehouse, records
    from data.warehouse.records import RecordStore
    from metrics.cells import build

    warehouse.POINT_ROWS = records.ROWS_AT_ONCE = 1
    put, seen = RecordStore._put, []

    def dying(self, entries, change):
        seen.extend(entries)
        if len(seen) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return put(self, entries, change)

    RecordStore._put = dying
    build.rebuild(Home(Path(sys.argv[1])))
""")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_rebuild_goes_on_from_its_last_point(tmp_path, monkeypatch):
    office = Home(tmp_path / "home")
    for month in range(1, 5):
        uploads.send(office, rows(month), name=f"{month}.csv")
    build.rebuild(office)
    whole = tmp_path / "whole.duckdb"
    shutil.copyfile(office.warehouse_path, whole)

    killed = subprocess.run([sys.executable, "-c", KILLED, office.root], cwd=PROJECT, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (office.root / "staging" / "rebuild" / "warehouse.duckdb").exists()

    put, applied = RecordStore._put, []
    monkeypatch.setattr(
        RecordStore, "_put", lambda self, added, change: applied.extend(added) or put(self, added, change)
    )
    build.rebuild(office)
    sent = [entry.seq for entry in entries.standing(entries.entries(office))]
    assert [entry.seq for entry in applied] == sent[2:]
    assert not (office.root / "staging" / "rebuild").exists()
    assert differences(office.warehouse_path, whole) == {}


def rows(month):
    head = f"{uploads.HEADERS} | waktu_selesai | kanal"
    lines = [
        f"A-{month}-{n} | 11.71 | DKC-01 | 2026-{month:02}-1{n} 09:00 | 2026-{month:02}-2{n} 10:00 | langsung"
        for n in range(4)
    ]
    return "\n".join([head, *lines])
