"""What an office does beside its viewers: loads, undos, reports and digests, one after the other, by the terminal."""

import json
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.viewers.served import PROJECT, at

HEADER = "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;status\n"
ROW = "{name}-{n};11.{region};DKC-01;2026-10-05 09:00;2026-10-0{day} 10:00;selesai\n"
ROWS = 200
PERIOD = ("--period", "2026-10")


@dataclass
class Errands:
    """The acts on a home; what they came to, and the seconds of each."""

    home: Path
    scratch: Path
    done: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    seconds: list[tuple[str, float]] = field(default_factory=list)
    number: int = 0
    loaded: list[int] = field(default_factory=list)

    def until(self, end: float, pause: float) -> None:
        """One errand after another until then, with a pause after each."""
        turn = (self.load, self.load, self.undo, self.report, self.digest)
        while time.monotonic() < end:
            turn[self.number % len(turn)]()
            self.number += 1
            time.sleep(min(pause, max(0.0, end - time.monotonic())))

    def load(self) -> None:
        """A file of cases that nobody has sent yet."""
        name = f"soak{self.number}"
        path = self.scratch / f"{name}.csv"
        rows = (ROW.format(name=name, n=n, region=71 + n % 2, day=6 + n % 4) for n in range(ROWS))
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        if printed := self._run("load", str(path), "--kind", "transactions", "--json"):
            self.loaded.append(json.loads(printed)["seq"])

    def undo(self) -> None:
        """The newest of these files taken back."""
        if self.loaded:
            self._run("undo", str(self.loaded.pop()), "--by", "soak", "--reason", "Salah berkas.")

    def report(self) -> None:
        """A sheet as PDF and one as workbook."""
        for form in ("pdf", "xlsx"):
            out = ("--format", form, "--out", str(self.scratch / "papers"))
            self._run("report", *PERIOD, "--document", "lembar", *out)

    def digest(self) -> None:
        """The digest of the newest month."""
        self._run("digest")

    def _run(self, act: str, *words: str) -> str:
        started = time.monotonic()
        command = [sys.executable, str(PROJECT / "cli.py"), act, *words]
        ended = subprocess.run(command, env=at(self.home), capture_output=True, encoding="utf-8", check=False)
        self.seconds.append((act, time.monotonic() - started))
        self.done[act] += 1
        if ended.returncode != 0:
            self.errors.append(f"{act}: {ended.returncode} {ended.stderr.strip()[-300:]}")
            return ""
        return ended.stdout
