"""A home of a few records made by the program of some version: `python -m tests.upgrade.make NAME [TREE]`.

Writes `homes/NAME.tar.xz`: the whole home as that program leaves it, its derived warehouse with it, the sheet it has
issued, and `answers.json`, what that program itself said of it. TREE is a checkout of that version (`git worktree
add`); without one it is this one. Acts that the program does not know yet are left out. A stored home is never made
anew, only one for a new version.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HOMES = Path(__file__).parent / "homes"
HERE = Path(__file__).parents[2]
OF_ONE_YEAR = ("--indicator", "on_time_rate", "--indicator", "overdue_backlog")
QUESTIONS = {
    "province": ("score", "--period", "2026-10"),
    "city": ("score", "--period", "2026-10", "--region", "11.71"),
    "year": (
        "score",
        "--period",
        "2026",
        "--by",
        "region",
        "--indicator",
        "on_time_rate",
        "--indicator",
        "overdue_backlog",
    ),
    "before the undo": ("score", "--period", "2026-10", "--as-of", "{undone}"),
}
TARGETS = 'on_time_rate:\n  - {from: "2024-01", value: 50, regions: {"11.71": 80}, decree: "SK Contoh 1/2026"}\n'
APPLICATIONS = "nomor_permohonan;kode_wilayah;kode_layanan;kanal;waktu_diajukan;waktu_selesai;status"
UNSUR = "persyaratan;prosedur;waktu;biaya;produk;kompetensi;perilaku;pengaduan;sarana"
ANSWERS = f"nomor_respons;kode_wilayah;kode_instansi;tanggal;{UNSUR}"
RECAP = "kode_wilayah;bulan;kode_layanan;masuk;selesai;tepat_waktu;ditolak;proses;lewat_standar"


def applications(name: str, month: str, count: int) -> str:
    """Cases of three regions, every fourth of them far beyond its standard, every seventh still open."""
    lines = [APPLICATIONS]
    for n in range(count):
        day, region, channel = 1 + n % 9, ("11.71", "11.72", "11.08")[n % 3], ("langsung", "elektronik")[n % 2]
        end = "" if n % 7 == 6 else f"{month}-{day + (16 if n % 4 == 3 else 1):02d} 10:00"
        state = "selesai" if end else "proses"
        lines.append(f"{name}-{n};{region};DKC-01;{channel};{month}-{day:02d} 09:00;{end};{state}")
    return "\n".join(lines) + "\n"


def answers(count: int) -> str:
    """Respondents of one region."""
    scores = [";".join(str(2 + (n + unsur) % 3) for unsur in range(9)) for n in range(count)]
    return "\n".join([ANSWERS, *(f"R-{n};11.71;DKC;2026-10-{1 + n % 28:02d};{s}" for n, s in enumerate(scores))]) + "\n"


def make(name: str, tree: Path) -> Path:
    """The stored home of that name."""
    with tempfile.TemporaryDirectory(prefix="capaian-home-") as scratch:
        root, files = Path(scratch) / "home", Path(scratch)
        known = asked(tree, root, "--help").stdout
        for file, text in {
            "september.csv": applications("S", "2026-09", 40),
            "oktober.csv": applications("O", "2026-10", 60),
            "salah.csv": applications("X", "2026-10", 12),
            "skm.csv": answers(30),
            "rekap.csv": f"{RECAP}\n11.11;2026-10;DKC-01;20;15;12;2;3;1\n",
            "targets.yaml": TARGETS,
        }.items():
            (files / file).write_text(text, encoding="utf-8")
        root.mkdir()
        (root / "targets.yaml").write_text(TARGETS, encoding="utf-8")
        for kind, file in (("transactions", "september"), ("transactions", "oktober"), ("transactions", "salah")):
            undone = loaded(tree, root, kind, files / f"{file}.csv")
        done(tree, root, "undo", str(undone), "--by", "petugas", "--reason", "Berkas salah.")
        loaded(tree, root, "surveys", files / "skm.csv")
        if "lock" in known:
            loaded(tree, root, "recap", files / "rekap.csv")
            acts(tree, root, known)
        said = {
            key: json.loads(done(tree, root, *(part.format(undone=undone) for part in question), "--format", "json"))
            for key, question in QUESTIONS.items()
        }
        (root / "answers.json").write_text(json.dumps(said, indent=0), encoding="utf-8")
        HOMES.mkdir(exist_ok=True)
        with tarfile.open(HOMES / f"{name}.tar.xz", "w:xz", preset=9) as packed:
            packed.add(root, "home", filter=nobody)
            if (files / "papers").is_dir():
                packed.add(files / "papers", "papers", filter=nobody)
    return HOMES / f"{name}.tar.xz"


def acts(tree: Path, root: Path, known: str) -> None:
    """Every other kind of act that the program knows, and a sheet issued."""
    papers = str(root.parent / "papers")
    done(tree, root, "user", "add", "auditor1", "--role", "auditor", "--password-stdin", typed="Kuda-Laut-77-Biru\n")
    done(tree, root, "annotate", "--month", "2026-10", "--text", "Loket baru.")
    declared = ("--code", "H13", "--document", "B/1/2026", "--date", "2026-10-31", "--text", "Gedung belum ada.")
    done(tree, root, "declare", "--region", "11.01", *declared)
    done(tree, root, "lock", "--period", "2026-09", "--document", "BA/1/2026")
    done(tree, root, "report", "--period", "2026-10", "--document", "lembar", "--out", papers)
    if "key " in known:
        done(tree, root, "key", "new")
    if "sign-off" in known:
        done(tree, root, "sign-off", "propose", "--period", "2026-10", "--note", "Lengkap.")
        done(tree, root, "sign-off", "sign", "--period", "2026-10", "--document", "BA/2/2026")
    if "deviation" in known:
        when = ("--since", "2026-10", "--until", "2027-03-31")
        told = ("--reason", "Gempa.", "--document", "SK/3/2026")
        done(tree, root, "deviation", "accept", "--indicator", "on_time_rate", "--region", "11.71", *when, *told)


def nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """The member without the name of whoever packed it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def loaded(tree: Path, root: Path, kind: str, path: Path) -> int:
    """The entry that a file became."""
    receipt = json.loads(done(tree, root, "load", str(path), "--kind", kind, "--json", "--by", "petugas"))
    assert receipt["rows_rejected"] == 0, receipt["problems"]
    return int(receipt["seq"])


def done(tree: Path, root: Path, *arguments: str, typed: str = "") -> str:
    """What a command printed that was obeyed."""
    answer = asked(tree, root, *arguments, typed=typed)
    assert answer.returncode == 0, (arguments, answer.stderr, answer.stdout)
    return answer.stdout


def asked(tree: Path, root: Path, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """A command of the version, as a process of its own."""
    told = {**os.environ, "CAPAIAN_HOME": str(root), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(tree / "cli.py"), *arguments]
    return subprocess.run(command, cwd=tree, env=told, input=typed, capture_output=True, encoding="utf-8")


if __name__ == "__main__":
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("name")
    asking.add_argument("tree", nargs="?", type=Path, default=HERE)
    print(make(**vars(asking.parse_args())))
