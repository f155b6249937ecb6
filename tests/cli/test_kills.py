"""Acts are killed at random moments: what was acknowledged stands, all else is in or it is not, and the next one heals.

`make test-crash CRASHES=300 SEED=11`; without it one of each act. An act that ended before its moment does not count.
"""

import json
import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from data.home import Home
from data.ledger import entries, storage, verify
from reports.lifecycle.issue import KIND as DOCUMENT
from reports.safekeeping import backup
from tests.cli.killed import Ended, Moment, fork_server, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
KILLS = int(os.environ.get("CRASHES", "8"))
SEED = int(os.environ.get("SEED", "11"))
ACTS = ("load", "undo", "rebuild", "cells", "report", "targets", "sign-off", "backup")
SCORE = ("score", "--period", "2026-10", "--indicator", "completed", "--format", "json")
TARGETS = 'on_time_rate:\n  - {from: "2024-01", value: 90, decree: "SK 1"}\n'
REVISION = '  - {{from: "2099-01", value: {value}, decree: "SK 2"}}\n'
HEADER = "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;status\n"
ROW = "{name}-{n};11.71;DKC-01;2026-10-05 09:00;2026-10-06 10:00;selesai\n"


class Office:
    """A home whose acts are killed, and what it has acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "home"
        self.home = Home(self.root)
        self.server = fork_server()
        self.chance = random.Random(SEED)
        self.number = 0
        self.usual: dict[str, Ended] = {}
        self.happened: Counter[tuple[str, str]] = Counter()

    def do(self, act: str, kill: Moment | None = None) -> Ended:
        """One act on the home as it is; how one that ended went is what the next is expected to do."""
        self.number += 1
        ended = run(self.server, self.root, *self.command(act), kill=kill)
        if ended.code == 0:
            self.usual[act] = ended
        return ended

    def command(self, act: str) -> tuple[object, ...]:
        """Words of the next command of that act."""
        name = f"k{self.number}"
        if act == "load":
            path = self.folder / f"{name}.csv"
            rows = (ROW.format(name=name, n=n) for n in range(self.chance.randint(1, 5)))
            path.write_text(HEADER + "".join(rows), encoding="utf-8")
            return "load", path, "--kind", "transactions", "--json"
        if act == "undo":
            standing = [entry.seq for entry in entries.standing(self.listed())]
            return "undo", self.chance.choice(standing), "--by", "a", "--reason", "Salah."
        if act == "report":
            return "report", "--period", "2026-10", "--document", "lembar", "--format", "xlsx", "--out", self.papers
        if act == "targets":
            path = self.folder / f"{name}.yaml"
            path.write_text(TARGETS + REVISION.format(value=self.number / 10), encoding="utf-8")
            return "targets", "set", path
        if act == "sign-off":
            return "sign-off", "propose", "--period", "2026-10", "--note", name
        if act == "backup":
            return "backup", self.folder / "backups" / f"{name}.backup"
        return ("rebuild",) if act == "rebuild" else SCORE

    @property
    def papers(self) -> Path:
        return self.folder / "papers"

    def listed(self) -> list[entries.Entry]:
        return entries.entries(self.home)

    def cases(self) -> int:
        """Cases of all uploads that stand, counted in the ledger itself."""
        return sum(int(entry.what["counts"]["accepted"]) for entry in entries.standing(self.listed()))


@pytest.fixture
def office(tmp_path):
    """A home that has done every act once, so that each's usual time is known."""
    office = Office(tmp_path)
    for folder in (office.root, tmp_path / "backups"):
        folder.mkdir()
    (office.root / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    for act in ("load", "load", "load", *ACTS[1:], "load"):
        done = office.do(act)
        assert done.code == 0, (act, done)
    return office


def test_kills_leave_nothing_half_and_lose_nothing_acknowledged(office):
    real = Counter()
    while real.total() < KILLS:
        act = ACTS[real.total() % len(ACTS)]
        if act == "undo":
            assert office.do("load").code == 0
        if act == "cells":  # figures are behind a load that nobody has read yet
            (office.root / "warehouse.duckdb").unlink(missing_ok=True)
        before = office.listed()
        ended = office.do(act, office.usual[act].moment(office.chance))
        assert "Traceback" not in ended.err, (act, ended)
        assert ended.code in (0, None), (act, ended)
        assert verify.first_broken(office.home) is None, act
        added = office.listed()[len(before) :]
        assert office.listed()[: len(before)] == before
        real[act] += ended.code is None
        told = bool(ended.out.strip())
        office.happened[act, "ended" if ended.code == 0 else "told" if told else "in" if added else "not in"] += 1
        if told:
            acknowledged(office, act, ended, added)
        figures_are_those_of_the_ledger(office)
    heals(office)
    print(dict(real), dict(sorted(office.happened.items())))


def acknowledged(office, act, ended, added):
    """What was printed is so."""
    kinds = [entry.kind for entry in added]
    if act == "load":
        assert json.loads(ended.out)["seq"] == added[-1].seq
    elif act == "report":
        assert DOCUMENT in kinds and (office.papers / added[-1].what["file"]).is_file()
    elif act == "backup":
        assert added == [] and backup.check(office.folder / "backups" / f"k{office.number}.backup", None) is None
    elif act in ("undo", "targets", "sign-off"):
        assert len(added) >= 1, (act, ended)


def figures_are_those_of_the_ledger(office):
    asked = run(office.server, office.root, *SCORE)
    assert (asked.code, json.loads(asked.out or "[{}]")[0].get("actual")) == (0, office.cases()), asked


def heals(office):
    """The next commands work, papers are whole, and a day later nothing lies about."""
    assert run(office.server, office.root, "rebuild").code == 0
    figures_are_those_of_the_ledger(office)
    issued = {entry.what["file"]: entry for entry in office.listed() if entry.kind == DOCUMENT}
    for paper in office.papers.glob("[!.]*"):
        assert entries.file_sha256(paper) == issued[paper.name].what["sha256"]
    for made in (office.folder / "backups").glob("[!.]*"):
        backup.check(made, None)
    yesterday = time.time() - storage.LEFT_SECONDS - 60
    for left in (office.root / "staging").iterdir():
        os.utime(left, (yesterday, yesterday))
    assert office.do("load").code == 0
    assert list((office.root / "staging").iterdir()) == []
