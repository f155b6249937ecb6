"""Checkpoints outside of a ledger: what they say of every attack on it, their one form, and those a witness keeps.

The attacker has every right on the office's disk, its key too, and recomputes the whole chain; only a line kept
elsewhere can tell.
"""

import stat
from datetime import UTC, datetime

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.home import Home
from data.ledger import entries
from reports.formats import data_package, read_back
from reports.proof import checkpoints, office_key, qr_code
from reports.proof.checkpoints import Checkpoint
from tests.cli.conftest import terminal
from tests.data.attacked_ledgers import cut, folders, other_home, put, rechained, rewrite
from tests.reports.offices import issued


@pytest.fixture
def office(tmp_path):
    """A home with a key and five entries after it, and its checkpoint in a file outside."""
    home = Home(tmp_path / "kantor")
    public = terminal(home.root, "key", "new").out.strip()
    for number in range(5):
        put(home, f"isi {number}")
    note = tmp_path / "titik.txt"
    note.write_text(terminal(home.root, "checkpoint").out, encoding="utf-8")
    return home, note, public


def against(home, note, *more):
    return terminal(home.root, "verify", "--against", note, *more)


def test_the_line_has_at_most_200_bytes_and_names_ledger_number_head_and_moment(office):
    home, note, _ = office
    line = note.read_text(encoding="utf-8")
    assert line.isascii() and line.count("\n") == 1 and len(line) <= checkpoints.LONGEST
    listed = entries.entries(home)
    assert line.startswith(f"mpp1 11/{listed[0].sha256[:8]} 6:{listed[-1].sha256} ")
    assert terminal(home.root, "verify", "--head", note).code == 0, "a checkpoint is a noted head too"


def test_a_ledger_that_grew_is_longer_and_consistent(office):
    home, note, public = office
    assert against(home, note).out.splitlines()[1].startswith("Sama dan cocok: 1 titik periksa")
    put(home, "baru")
    put(home, "baru lagi")
    answer = against(home, note, "--key", public)
    assert (answer.code, answer.err) == (0, "")
    assert "Lebih panjang dan cocok: 1 titik periksa" in answer.out and "2 entri datang sesudahnya" in answer.out


WHAT = {
    "cut": (lambda home: cut(home, 4), "Terpotong"),
    "cut to nothing": (lambda home: cut(home, 0), "Terpotong"),
    "rewritten": (lambda home: rewrite(home, 3, rename=True), "Ditulis ulang"),
    "rewritten at the end": (lambda home: rewrite(home, 6, rename=True), "Ditulis ulang"),
    "cut and grown again": (lambda home: [cut(home, 3), *(put(home, f"lain {n}") for n in range(9))], "Ditulis ulang"),
    "another home": (other_home, "Rumah data lain"),
}


@pytest.mark.parametrize("attack", WHAT)
def test_what_happened_is_named(office, attack):
    home, note, _ = office
    act, begins = WHAT[attack]
    act(home)
    assert terminal(home.root, "verify").code == 0, "nothing in the home can tell"
    assert against(home, note).refused(1).startswith(begins)


def test_a_key_kept_outside_tells_a_rewrite_from_the_first_entry_on_from_another_home(office):
    home, note, public = office
    (folders(home)[0] / "catatan.txt").write_text("baru", encoding="utf-8")
    rechained(home, rename=True)
    assert against(home, note).refused(1).startswith("Ditulis ulang"), "the attacker has left the key in the ledger"
    other_home(home)
    assert against(home, note).refused(1).startswith("Rumah data lain")
    assert against(home, note, "--key", public).refused(1).startswith("Ditulis ulang")


def test_a_broken_ledger_is_consistent_with_nothing_and_gets_no_checkpoint(office):
    home, note, _ = office
    (folders(home)[5] / "rows.parquet").write_text("x", encoding="utf-8")
    assert against(home, note).refused(1).startswith("Entri 6: rows.parquet berubah")
    (folders(home)[5] / "entry.json").write_text("{}", encoding="utf-8")
    assert against(home, note).refused(1).startswith("Entri 6: entry.json"), "broken, and not cut"
    assert terminal(home.root, "checkpoint").refused(1).startswith("Entri 6: ")


# The one form of a checkpoint

SLIPS = {
    "shorter": lambda line: line[:-1],
    "bytes after its end": lambda line: f"{line} dan salam",
    "another digit of the head": lambda line: line.replace(":", ":0", 1),
    "a capital": lambda line: line.replace("mpp1", "MPP1"),
    "another version": lambda line: line.replace("mpp1", "mpp2"),
    "no such day": lambda line: line.replace("T", "T9", 1),
    "words before it": lambda line: f"Salam. {line}",
    "the spare bits of the signature": lambda line: line[:-1] + chr(ord(line[-1]) + 1),
    "nothing": lambda line: "",
    "a remark only": lambda line: f"# {line}",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_wrong_use_and_passes_for_nothing(office, slip):
    home, note, _ = office
    note.write_text(SLIPS[slip](note.read_text(encoding="utf-8").strip()), encoding="utf-8")
    before = entries.head(home)
    assert "titik.txt" in against(home, note).refused(2)
    assert "titik.txt" in terminal(home.root, "witness", "add", note).refused(2)
    assert entries.head(home) == before


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (checkpoints.LARGEST_FILE + 1)])
def test_what_is_no_text_or_endless_is_wrong_use(office, content):
    home, note, _ = office
    note.write_bytes(content)
    assert "titik.txt" in against(home, note).refused(2)
    assert "tidak-ada" in against(home, note.with_name("tidak-ada")).refused(2)


@pytest.mark.parametrize("part", ["seq", "head", "moment", "signature"])
def test_a_checkpoint_that_somebody_changed_is_refused(office, part):
    home, note, public = office
    words = note.read_text(encoding="utf-8").split()
    seq, head = words[2].split(":")
    if part == "seq":
        words[2] = f"5:{entries.entries(home)[4].sha256}"
    elif part == "head":
        words[2] = f"{seq}:{head[::-1]}"
    elif part == "moment":
        words[3] = "20300101T000000Z"
    else:
        words[4] = f"{words[4][1:43]}{words[4][0]}{words[4][43:]}"
    note.write_text(" ".join(words), encoding="utf-8")
    assert against(home, note, "--key", public).refused(1).startswith("Titik periksa entri")
    assert against(home, note).code == 1


@pytest.mark.parametrize(("altered", "begins"), [("9999:{}", "Terpotong, atau"), ("6:{}", "Ditulis ulang, atau")])
def test_an_altered_checkpoint_is_no_proof_of_an_attack_on_the_ledger(office, altered, begins):
    home, note, _ = office
    words = note.read_text(encoding="utf-8").split()
    head = words[2].split(":")[1]
    other = ("1" if head.startswith("0") else "0") + head[1:]
    words[2] = altered.format(head if altered.startswith("9") else other)
    note.write_text(" ".join(words), encoding="utf-8")
    assert against(home, note).refused(1).startswith(begins)


def test_a_mail_may_break_the_line_between_fields_and_quote_it(office):
    home, note, _ = office
    words = note.read_text(encoding="utf-8").split()
    note.write_text("# dari kantor\n" + "\n".join(f"> {word}" for word in words) + "\n\n", encoding="utf-8")
    assert against(home, note).code == 0


@settings(max_examples=60, deadline=None)
@given(
    st.from_regex(r"[0-9]{2}(\.[0-9]{2})?", fullmatch=True),
    st.integers(1, 9999),
    st.binary(min_size=32, max_size=32),
    st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1)),
    st.one_of(st.just(b""), st.binary(min_size=64, max_size=64)),
)
def test_a_checkpoint_reads_as_it_was_written_and_fits(place, seq, head, at, signature):
    moment = at.replace(microsecond=0, tzinfo=UTC)
    point = Checkpoint(place, head.hex()[:8], seq, head.hex(), moment, signature)
    assert len(point.text) <= checkpoints.LONGEST and checkpoints.parse(point.text) == point
    assert qr_code.svg(point.text) == qr_code.svg(point.text)


# The key

HIDDEN = stat.S_IRWXG | stat.S_IRWXO


def test_the_key_is_for_its_owner_only_stands_outside_the_ledger_and_is_made_once(office):
    home, _, public = office
    path = home.root / office_key.FILE
    assert not path.stat().st_mode & HIDDEN
    assert b"PRIVATE" not in b"".join(file.read_bytes() for file in home.ledger_dir.rglob("*") if file.is_file())
    before = path.read_bytes(), entries.head(home)
    assert "kunci sudah ada" in terminal(home.root, "key", "new").refused(1)
    assert (path.read_bytes(), entries.head(home)) == before
    assert office_key.registered(entries.entries(home)) == [office_key.public_key(public)]


def test_a_key_missing_open_to_others_or_of_another_kind_is_one_line(office):
    home, _, _ = office
    path = home.root / office_key.FILE
    path.chmod(0o644)
    assert "chmod 600" in terminal(home.root, "checkpoint").refused(2)
    path.chmod(0o600)
    path.write_text("bukan kunci", encoding="utf-8")
    assert "tidak dapat dibuka" in terminal(home.root, "checkpoint").refused(2)
    path.unlink()
    assert "belum punya kunci" in terminal(home.root, "checkpoint").refused(2)
    answer = terminal(home.root, "checkpoint", "--unsigned")
    assert answer.code == 0 and answer.out.endswith(" -\n") and "Tanpa tanda tangan" in answer.err


def test_a_passphrase_opens_the_key_and_a_wrong_one_does_not(tmp_path, monkeypatch):
    home, secret = Home(tmp_path / "kantor"), tmp_path / "sandi"
    secret.write_text("rahasia kantor\n", encoding="utf-8")
    assert terminal(home.root, "key", "new", "--passphrase-file", secret).code == 0
    assert "sandinya" in terminal(home.root, "checkpoint").refused(2)
    monkeypatch.setenv(office_key.PASSPHRASE, "salah")
    assert "sandinya" in terminal(home.root, "checkpoint").refused(2)
    monkeypatch.setenv(office_key.PASSPHRASE, "rahasia kantor")
    assert terminal(home.root, "checkpoint").code == 0
    assert "sandi kunci" in terminal(home.root, "checkpoint", "--passphrase-file", tmp_path / "tidak").refused(2)


def test_an_empty_ledger_has_no_checkpoint_and_a_key_goes_with_against_only(tmp_path):
    home = tmp_path / "kosong"
    assert "masih kosong" in terminal(home, "checkpoint").refused(1)
    assert not home.exists()
    assert terminal(home, "verify", "--key", "x").refused(2).startswith("--key")


# The witness


@pytest.fixture
def witness(tmp_path):
    return Home(tmp_path / "saksi")


def witnessed(witness, home, tmp_path, *more):
    note = tmp_path / "kiriman.txt"
    note.write_text(terminal(home.root, "checkpoint", *more).out, encoding="utf-8")
    return terminal(witness.root, "witness", "add", note)


def test_a_witness_keeps_checkpoints_and_gives_them_back_for_a_check(office, witness, tmp_path):
    home, note, public = office
    assert terminal(witness.root, "witness", "add", note, "--key", public).code == 0
    put(home, "baru")
    assert "entri 2" in witnessed(witness, home, tmp_path).out
    again = witnessed(witness, home, tmp_path)
    assert again.code == 0 and entries.head_seq(witness) in (2, 3), "the same line is kept once"
    listed = terminal(witness.root, "witness", "list", "--json").told
    assert {act["key"] for act in listed} == {public}
    note.write_text(terminal(witness.root, "witness", "list").out, encoding="utf-8")
    assert against(home, note).code == 0
    cut(home, 6)
    assert against(home, note).refused(1).startswith("Terpotong")


def test_a_witness_refuses_what_the_offices_key_did_not_sign(office, witness, tmp_path):
    home, note, public = office
    assert terminal(witness.root, "witness", "add", note, "--key", public).code == 0
    before = entries.head(witness)
    (home.root / office_key.FILE).unlink()
    assert "bukan dari kunci kantor itu" in witnessed(witness, home, tmp_path, "--unsigned").refused(1)
    assert terminal(home.root, "key", "new").code == 0
    assert "bukan dari kunci kantor itu" in witnessed(witness, home, tmp_path).refused(1)
    assert terminal(witness.root, "witness", "add", note, "--key", "salah").refused(2).startswith("--key")
    assert entries.head(witness) == before


def test_a_witness_tells_two_histories_apart_without_the_ledger_and_keeps_both(office, witness, tmp_path):
    home, note, public = office
    assert terminal(witness.root, "witness", "add", note, "--key", public).code == 0
    rewrite(home, 4, rename=True)
    answer = witnessed(witness, home, tmp_path)
    assert answer.refused(1).startswith("Ditulis ulang: entri 6 dari 11/") and entries.head_seq(witness) == 2
    (folders(home)[0] / "lain.txt").write_text("lain", encoding="utf-8")
    rechained(home, rename=True)
    assert "entri pertamanya lain" in witnessed(witness, home, tmp_path).refused(1)
    assert len(terminal(witness.root, "witness", "list", "--json").told) == 3


# On paper


def test_every_form_of_a_document_bears_the_checkpoint_of_the_entry_it_rests_on(records, folder):
    for form in ("pdf", "xlsx", "csv"):
        path = issued(records, folder, document="berita-acara", format=form)
        document = read_back.opened(path)
        line = document.carried["checkpoint"]
        point = checkpoints.parse(line)
        assert (point.seq, point.sha256) == (document.carried["as_of"], document.carried["ledger_head"])
        if form == "pdf":
            text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
            assert "".join(line.split()) in "".join(text.split())
        elif form == "xlsx":
            assert line in [row[1] for row in list(read_back.cells(document.written).values())[-1]]
        else:
            assert read_back.parts(document.written)[data_package.CHECKPOINT] == f"{line}\n".encode()
        note = folder / "titik.txt"
        note.write_text(line, encoding="utf-8")
        assert terminal(records.root, "verify", "--against", note).code == 0
