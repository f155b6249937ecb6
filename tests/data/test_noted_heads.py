"""Attacks on a ledger by one who knows how it is made, with and without a head noted outside of it.

The attacker rewrites files, recomputes every SHA-256 and the whole chain. What he leaves consistent only a noted head
can tell from the truth; what he leaves inconsistent `verify` names.
"""

import json
import os
from datetime import timedelta

import pytest

from data import clock
from data.errors import SetupError
from data.home import Home
from data.ledger import entries, noted_heads, verify
from data.ledger.noted_heads import NotedHead
from tests.cli.conftest import terminal
from tests.data.attacked_ledgers import COUNT, cut, folders, fork, other_home, put, rewrite, swap


@pytest.fixture
def office(tmp_path):
    """Five entries."""
    home = Home(tmp_path / "home")
    for number in range(COUNT):
        put(home, f"isi {number}")
    return home


CONSISTENT = {
    "rewritten in the middle": (lambda home: rewrite(home, 3, rename=True), "Ditulis ulang, atau rumah data lain"),
    "rewritten at the end": (lambda home: rewrite(home, 5, rename=True), "Ditulis ulang, atau rumah data lain"),
    "rewritten from the first": (lambda home: rewrite(home, 1, rename=True), "Ditulis ulang, atau rumah data lain"),
    "the newest cut off": (lambda home: cut(home, 4), "Terpotong, atau rumah data lain"),
    "cut to the first": (lambda home: cut(home, 1), "Terpotong, atau rumah data lain"),
    "forked": (lambda home: fork(home, 3), "Ditulis ulang, atau rumah data lain"),
    "swapped": (swap, "Ditulis ulang, atau rumah data lain"),
    "another home": (other_home, "Ditulis ulang, atau rumah data lain"),
    "nothing left": (lambda home: cut(home, 0), "Terpotong, atau rumah data lain"),
}


@pytest.mark.parametrize("attack", CONSISTENT)
def test_a_consistent_attack_is_found_from_a_noted_head_only(office, attack):
    noted = noted_heads.as_text(entries.head(office))
    assert terminal(office.root, "verify", "--head", noted).code == 0
    act, said = CONSISTENT[attack]
    act(office)
    assert terminal(office.root, "verify").code == 0, "nothing in the home can tell"
    assert terminal(office.root, "verify", "--head", noted).refused(1).startswith(said)


SEVERAL = {
    "rewritten": (lambda home: rewrite(home, 4, rename=True), "Ditulis ulang: entri 5 lain", "entri 2 masih sama"),
    "cut": (lambda home: cut(home, 3), "Terpotong: yang dicatat sampai entri 5", "hanya sampai entri 3"),
    "forked": (lambda home: fork(home, 3), "Ditulis ulang: entri 5 lain", "entri 2 masih sama"),
    "another home": (other_home, "Rumah data lain: entri pertamanya bukan yang dicatat", ""),
}


@pytest.mark.parametrize("attack", SEVERAL)
def test_several_noted_heads_say_which_attack_it_was(office, tmp_path, attack):
    listed = entries.entries(office)
    lines = [noted_heads.as_text((entry.seq, entry.sha256)) for entry in (listed[0], listed[1], listed[4])]
    file = tmp_path / "kepala.txt"
    file.write_text("# kepala kantor\n\n" + "\n".join(lines), encoding="utf-8")
    assert "3 kepala yang dicatat masih termuat" in terminal(office.root, "verify", "--head", file).out
    act, begins, holds = SEVERAL[attack]
    act(office)
    said = terminal(office.root, "verify", "--head", file).refused(1)
    assert said.startswith(begins) and holds in said, said


def test_a_rewrite_that_keeps_the_folders_names_is_found_without_any_head(office):
    noted = noted_heads.as_text(entries.head(office))
    rewrite(office, 3, rename=False)
    assert terminal(office.root, "verify").refused(1).startswith("Entri 3: nama folder 00000003-transactions-")
    assert "nama foldernya masih yang dahulu" in terminal(office.root, "verify", "--head", noted).refused(1)
    assert entries.head(office)[1] != noted.split(":")[1], "the head is that of entry.json, never of the name"


def test_a_ledger_that_grew_still_contains_what_was_noted(office, tmp_path):
    file = tmp_path / "kepala.txt"
    with file.open("w", encoding="utf-8") as lines:
        for number in range(3):
            lines.write(terminal(office.root, "verify").out)  # the lines of verify can be kept as they are
            put(office, f"baru {number}")
    answer = terminal(office.root, "verify", "--head", file)
    assert answer.code == 0 and "8 entri" in answer.out and "3 kepala" in answer.out
    assert noted_heads.noted(str(file))[0] == NotedHead(*[(e.seq, e.sha256) for e in entries.entries(office)][4])


def test_a_broken_ledger_contains_nothing_for_sure(office):
    noted = noted_heads.as_text(entries.head(office))
    (folders(office)[1] / "rows.parquet").write_text("x", encoding="utf-8")
    assert terminal(office.root, "verify", "--head", noted).refused(1).startswith("Entri 2: rows.parquet berubah")


HEX = "a" * 64
WRONG = ["", "5", f"5:{HEX[:-1]}", f"5:{HEX}a", f"0:{HEX}", f"-1:{HEX}", f"5:{'g' * 64}", f":{HEX}", "tidak-ada.txt"]


@pytest.mark.parametrize("value", WRONG)
def test_what_is_no_head_is_wrong_use(office, value):
    assert "--head" in terminal(office.root, "verify", f"--head={value}").refused(2)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# saja\n",
        b"bukan kepala\n",
        f"5:{HEX} 6:{HEX}\n".encode(),
        b"\xff\xfe\x00",
        f"5:{HEX}\n6:{HEX[:9]}\n".encode(),
    ],
)
def test_a_file_with_a_slip_is_wrong_use_and_passes_for_nothing(office, tmp_path, content):
    file = tmp_path / "kepala.txt"
    file.write_bytes(content)
    with pytest.raises(SetupError, match=r"^--head .*kepala\.txt"):
        noted_heads.noted(str(file))


def test_a_head_and_a_document_do_not_go_together(office):
    assert terminal(office.root, "verify", "a.pdf", "--head", f"1:{HEX}").refused(2).startswith("--head")


# Loose writing: what was read is the same, the bytes are not


def content_of(folder):
    return (folder / "entry.json").read_bytes()


def permuted(content):
    parsed = json.loads(content)
    return entries.encoded({**parsed, "what": dict(reversed(parsed["what"].items()))})


LOOSE = {
    "a field twice": lambda content: content.replace(b'{\n "seq"', b'{\n "who": "lain",\n "seq"', 1),
    "another blank": lambda content: content.replace(b": ", b":  ", 1),
    "no line at the end": lambda content: content[:-1],
    "blanks after the end": lambda content: content + b" \n",
    "an escape": lambda content: content.replace(b"petugas", b"\\u0070etugas"),
    "on one line": lambda content: json.dumps(json.loads(content)).encode(),
    "sorted": lambda content: json.dumps(json.loads(content), sort_keys=True, indent=1).encode() + b"\n",
    "another order inside": permuted,
    "other ends of lines": lambda content: content.replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("case", LOOSE)
def test_bytes_that_read_the_same_are_found(office, case):
    path = folders(office)[2] / "entry.json"
    loose = LOOSE[case](path.read_bytes())
    assert loose != path.read_bytes() and json.loads(loose) == json.loads(path.read_bytes())
    path.write_bytes(loose)
    assert [str(part) for part in verify.first_broken(office)] == [
        "3",
        "entry.json tidak tertulis seperti aslinya, walau isinya terbaca sama",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("name", ["", "entry.json", "rows.parquet"])
def test_a_link_in_place_of_what_was_written_is_found(office, tmp_path, name):
    place = folders(office)[2] / name
    aside = tmp_path / "samping"
    place.rename(aside)
    place.symlink_to(aside)
    seq, finding = verify.first_broken(office)
    assert seq == 3 and "adalah tautan" in str(finding)


@pytest.mark.skipif(os.name == "nt", reason="no pipes in the file system")
def test_a_pipe_in_place_of_an_entry_file_never_hangs(office):
    path = folders(office)[2] / "entry.json"
    path.unlink()
    os.mkfifo(path)
    assert str(verify.first_broken(office)[1]) == "entry.json bukan berkas"


def resealed(folder, **changed):
    content = json.loads(content_of(folder)) | changed
    content = {name: content[name] for name in verify.FIELDS}
    sha256 = entries.fingerprint(content)
    (folder / "entry.json").write_bytes(entries.encoded({**content, "sha256": sha256}))
    folder.rename(folder.with_name(entries.folder_name(5, "transactions", sha256)))


@pytest.mark.parametrize(
    "changed",
    [{"files": 5}, {"files": {"rows.parquet": 1}}, {"files": ["rows.parquet"]}, {"what": []}, {"when": "kemarin"},
     {"when": "2026-11-16T08:00:00"}, {"who": None}, {"seq": 5.0}, {"kind": 7}, {"files": {"../home.yaml": "x"}}],
)  # fmt: skip
def test_a_field_of_another_type_is_a_finding_and_no_traceback(office, changed):
    resealed(folders(office)[4], **changed)
    assert verify.first_broken(office)[0] == 5


@pytest.mark.parametrize("old", ["transactions", "00000004", "-"])
def test_a_folder_under_another_name_is_found(office, old):
    folder = folders(office)[3]
    folder.rename(
        folder.with_name(folder.name.replace(old, {"transactions": "surveys", "-": "--"}.get(old, "00000009")))
    )
    assert verify.first_broken(office)[0] == 4


# The clock


def test_a_clock_that_ran_back_is_a_warning_and_no_break(office, monkeypatch):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=2))
    put(office, "mundur")
    put(office, "maju lagi")
    answer = terminal(office.root, "verify")
    assert answer.code == 0 and "Buku besar utuh: 7 entri. Kepala: 7:" in answer.out
    assert answer.err.count("\n") == 1 and answer.err.startswith("Peringatan: entri 6 bertanggal")
