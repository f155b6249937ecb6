"""Files that come in by themselves: taken once and whole, a bad one told of, and nothing that leads elsewhere."""

import contextlib
import json
import os
import threading
import time

import pytest

from channels import standing
from channels.inbox import rounds
from data.ledger import entries
from metrics.cells import build
from tests.channels.conftest import HEADER, applications


@pytest.fixture
def watched(office):
    """The office with its folder watched, by the name of permits."""
    office.sources(permits={"folder": str(office.folder)})
    return office


def test_a_file_is_loaded_once_and_its_receipt_kept(watched):
    (watched.folder / "juli.csv").write_bytes(applications("A-1", "A-2"))
    code, out, err = watched.once()
    assert (code, out, err) == (0, ["permits: juli.csv dimuat sebagai entri 4; dibaca 2, diterima 2, ditolak 0"], [])
    assert watched.drawn.actual("received", "2026-07") == 2
    assert watched.once() == (0, [], [])
    (watched.folder / "juli-lagi.csv").write_bytes(applications("A-1", "A-2"))
    assert watched.once() == (0, [], [])
    [receipt] = watched.files("permits", "receipts")
    kept = json.loads((watched.root / "inbox" / "permits" / "receipts" / receipt).read_text(encoding="utf-8"))
    assert (kept["file"], kept["receipts"][0]["seq"], kept["receipts"][0]["rows_accepted"]) == ("juli.csv", 4, 2)
    assert entries.entries(watched.drawn.home)[-1].who == "inbox:permits"
    assert (watched.folder / "juli.csv").exists(), "a source is never deleted unless asked"


def test_a_bad_file_is_told_with_its_problems_as_a_file(watched):
    (watched.folder / "salah.csv").write_bytes(applications("A-1", service="TIDAK-ADA"))
    code, out, [complaint] = watched.once()
    assert (code, out) == (1, [])
    assert complaint.startswith("permits, salah.csv: ditolak. ")
    problems, receipt = watched.files("permits", "receipts")
    assert problems.removesuffix(".csv") == receipt.removesuffix(".json")
    listed = (watched.root / "inbox" / "permits" / "receipts" / problems).read_text(encoding="utf-8")
    assert "kode_layanan" in listed and "TIDAK-ADA" not in listed, "a place and a remedy, no value of a cell"
    assert standing.lines(watched.drawn.home)[0].finding.message("id") == "Sumber permits: 1 berkas ditolak."
    assert watched.once() == (0, [], []), "what was refused is not tried for ever"
    assert watched.uploads() == 0


def test_the_source_is_deleted_only_when_asked(office):
    office.sources(permits={"folder": str(office.folder), "after": "delete"})
    for name, content in (("baik.csv", applications("A-1")), ("rusak.csv", HEADER.encode())):
        (office.folder / name).write_bytes(content)
    office.once()
    assert [path.name for path in office.folder.iterdir()] == ["ditolak"]
    assert [path.name.split("-")[1] for path in (office.folder / "ditolak").iterdir()] == ["rusak.csv"]


def link(folder, outside):
    (folder / "tautan.csv").symlink_to(outside)


def pipe(folder, _):
    os.mkfifo(folder / "pipa.csv")


def large(folder, _):
    with (folder / "besar.csv").open("wb") as stream:
        stream.truncate((1 << 20) + 1)


def inside(folder, outside):
    (folder / "dalam").mkdir()
    (folder / "dalam" / "x.csv").write_bytes(outside.read_bytes())


def hidden(folder, outside):
    for name in (".x.csv", "~$x.xlsx", "x.csv.part", "x.csv.filepart"):
        (folder / name).write_bytes(outside.read_bytes())


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize(
    ("put", "said"),
    [
        (link, "bukan berkas biasa"),
        (pipe, "bukan berkas biasa"),
        (large, "lebih besar dari 1 MB"),
        (inside, ""),
        (hidden, ""),
    ],
)
def test_what_is_no_whole_file_of_the_folder_is_left_there(office, tmp_path, put, said):
    outside = tmp_path / "luar.csv"
    outside.write_bytes(applications("A-1"))
    office.sources(permits={"folder": str(office.folder), "largest_mb": 1})
    put(office.folder, outside)
    code, out, err = office.once()
    assert out == [] and office.uploads() == 0
    assert (code, len(err)) == ((1, 1) if said else (0, 0))
    assert said in " ".join(err)


def test_a_file_that_still_grows_is_waited_for(watched, monkeypatch):
    monkeypatch.setattr("channels.inbox.watched_folder.SETTLED_SECONDS", 0.3)
    path, over = watched.folder / "tumbuh.csv", threading.Event()

    def write():
        with path.open("wb") as stream:
            stream.write(HEADER.encode())
            while not over.wait(0.02):
                stream.write(b" ")
                stream.flush()

    writer = threading.Thread(target=write)
    writer.start()
    assert watched.once() == (0, [], [])
    over.set()
    writer.join()
    path.write_bytes(applications("A-1"))
    assert watched.once()[1] == ["permits: tumbuh.csv dimuat sebagai entri 4; dibaca 1, diterima 1, ditolak 0"]


def test_a_file_is_a_figure_within_ten_seconds(watched, monkeypatch):
    """The running inbox, at its own pace, up to the cells that pages read."""
    monkeypatch.setattr("channels.inbox.watched_folder.SETTLED_SECONDS", 3.0)
    said = threading.Event()
    ended = threading.Event()

    def work():
        with contextlib.suppress(EndedError):
            rounds.on_and_on(watched.drawn.home, lambda _: said.set())

    running = threading.Thread(target=work, daemon=True)
    monkeypatch.setattr(rounds.time, "sleep", _until(ended))
    running.start()
    began = time.monotonic()
    (watched.folder / "juli.csv").write_bytes(applications("A-1"))
    assert said.wait(30)
    ended.set()
    running.join(30)
    build.probe(watched.drawn.home)
    assert watched.drawn.actual("received", "2026-07") == 1
    print(f"seconds until it was loaded: {time.monotonic() - began:.1f}")


class EndedError(Exception):
    """The test is over."""


def _until(ended):
    """A sleep that ends the thread once it is over."""

    def sleep(seconds):
        if ended.wait(seconds):
            raise EndedError

    return sleep


WRONG = [
    ({"folder": "/tidak/ada"}, "folder ini tidak ada"),
    ({"folder": "incoming"}, "folder"),
    ({}, "sebut tepat satu tempat"),
    ({"folder": "/x", "https": "https://x.example/a.csv"}, "sebut tepat satu tempat"),
    ({"https": "http://x.example/a.csv"}, "https"),
    ({"https": "https://a:b@x.example/a.csv"}, "https"),
    ({"https": "https://x.example/a.csv", "after": "delete"}, "after: delete hanya untuk folder dan sftp"),
    ({"https": "https://x.example/a.csv", "secret": "env:TIDAK_ADA"}, "TIDAK_ADA kosong"),
    ({"https": "https://x.example/a.csv", "secret": "rahasia"}, "secret"),
    ({"sftp": "sftp://a@x.example/b", "secret": "env:X"}, "sftp memerlukan host_key"),
    ({"sftp": "sftp://a:b@x.example/b", "secret": "env:X", "host_key": "x y"}, "sftp"),
    ({"database": "postgresql://a@x.example/b", "secret": "env:X"}, "database memerlukan query"),
    ({"database": "sqlite:////etc/passwd", "secret": "env:X", "query": "q.sql"}, "database"),
    ({"folder": "/x", "kind": "tidak-ada"}, "folder ini tidak ada"),
    ({"folder": "/x", "password": "x"}, "password"),
]


@pytest.mark.parametrize(("source", "said"), WRONG)
def test_a_wrong_source_is_one_line(office, source, said):
    office.sources(permits=source)
    code, out, err = office.once()
    assert (code in (1, 2), out, len(err)) == (True, [], 1), err
    assert said in err[0]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_secret_that_others_can_read_or_that_lies_in_the_home_is_refused(office, tmp_path):
    for path, mode, said in (
        (tmp_path / "terbuka", 0o644, "chmod 600"),
        (office.root / "dalam", 0o600, "di luar|ke luar"),
        (tmp_path / "kosong", 0o600, "kosong"),
    ):
        path.write_text("" if path.name == "kosong" else "rahasia")
        path.chmod(mode)
        office.sources(permits={"https": "https://x.example/a.csv", "secret": str(path)})
        [complaint] = office.once()[2]
        assert any(part in complaint for part in said.split("|")) and "rahasia rahasia" not in complaint


def test_a_folder_of_the_home_is_not_watched(office):
    office.sources(permits={"folder": str(office.root / "ledger")})
    assert "di dalam rumah data" in office.once()[2][0]


def test_a_failing_source_hinders_no_other_and_the_doctor_tells(office):
    office.sources(gone={"folder": "/tidak/ada"}, permits={"folder": str(office.folder)})
    (office.folder / "juli.csv").write_bytes(applications("A-1"))
    code, out, err = office.once()
    assert (code, len(out), len(err)) == (1, 1, 1)
    office.once()
    gone, permits = standing.lines(office.drawn.home)
    assert gone.finding.message("id").startswith("Sumber gone gagal 2 kali berturut-turut: /tidak/ada: folder ini")
    assert (gone.state, permits.state) == ("warn", "ok")


def test_two_runs_at_a_time_are_not_both_at_work(watched):
    with rounds._at_work(watched.drawn.home):
        assert watched.once()[2] == [
            "Perintah yang sama sedang berjalan pada rumah data ini. Tunggu sampai selesai."
        ]  # fmt: skip
