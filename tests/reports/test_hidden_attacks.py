"""Attacks drawn by lot on a ledger, by one with root's rights who mends the chain: the last line kept outside tells.

DRAWS=2000 SEED=7 draws others, and more of them (`make test-ledger-attacks`).
"""

import json
import os
import random
import shutil
from collections import Counter
from datetime import timedelta

import pytest

from data import clock
from data.home import Home
from data.ledger import entries
from reports.proof import office_key
from reports.safekeeping import backup, restore
from tests.cli.conftest import terminal
from tests.data.attacked_ledgers import cut, folders, put, rechained
from tests.upgrade.test_stored_homes import unpacked

DRAWS = int(os.environ.get("DRAWS", "100"))
SEED = int(os.environ.get("SEED", "0"))
LAST = 8
"""The entry that the checkpoint names; all that is attacked stands at it or before it."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A home with a key and entries after it, and its checkpoint in a file outside."""
    place = tmp_path_factory.mktemp("kantor")
    home = Home(place / "rumah")
    public = terminal(home.root, "key", "new").out.strip()
    for number in range(LAST - 1):
        put(home, f"isi {number}")
    note = place / "titik.txt"
    note.write_text(terminal(home.root, "checkpoint").out, encoding="utf-8")
    return home, note, public


@pytest.fixture
def copy(office, tmp_path):
    """The home again, key and all, for one to attack."""
    shutil.copytree(office[0].root, tmp_path / "salinan", symlinks=True)
    return Home(tmp_path / "salinan")


def entry_of(folder):
    return json.loads((folder / "entry.json").read_text(encoding="utf-8"))


def put_entry(folder, content):
    (folder / "entry.json").write_bytes(entries.encoded(content))


def one_after_the_first(home, chance):
    return chance.choice(folders(home)[1:])


def rewritten(home, chance):
    """Rows of one entry are others, and the whole chain is recomputed; folders are renamed, or keep their names."""
    (one_after_the_first(home, chance) / "rows.parquet").write_text(f"palsu {chance.random()}", encoding="utf-8")
    rechained(home, rename=chance.random() < 0.7)


def cut_off(home, chance):
    cut(home, chance.randrange(LAST))


def forked(home, chance):
    """Cut, and grown again to less, as much or more than it was."""
    cut(home, chance.randrange(LAST))
    for number in range(chance.randint(1, LAST + 3)):
        put(home, f"cabang {chance.random()} {number}")


def swapped(home, chance):
    """Two entries exchange their rows, and the chain is recomputed."""
    one, other = chance.sample(folders(home)[1:], 2)
    contents = (one / "rows.parquet").read_bytes(), (other / "rows.parquet").read_bytes()
    (one / "rows.parquet").write_bytes(contents[1])
    (other / "rows.parquet").write_bytes(contents[0])
    rechained(home, rename=True)


def taken_out(home, chance):
    """An entry in the middle goes, those after it move up, and the chain is recomputed."""
    shutil.rmtree(folders(home)[chance.randrange(LAST - 1)])
    for seq, folder in enumerate(folders(home), start=1):
        put_entry(folder, {**entry_of(folder), "seq": seq})
    rechained(home, rename=True)


def backdated(home, chance):
    """An act happened at another moment, and the chain is recomputed."""
    folder = one_after_the_first(home, chance)
    moment = clock.now() - timedelta(days=chance.randint(1, 4000))
    put_entry(folder, {**entry_of(folder), "when": moment.isoformat()})
    rechained(home, rename=chance.random() < 0.7)


def by_another(home, chance):
    """Somebody else did it, and the chain is recomputed."""
    folder = one_after_the_first(home, chance)
    put_entry(folder, {**entry_of(folder), "who": f"orang lain {chance.randrange(99)}"})
    rechained(home, rename=chance.random() < 0.7)


def clock_set_back(home, chance):
    """The machine's clock is set back, and the newest acts are done again as if then."""
    kept = chance.randrange(1, LAST)
    cut(home, kept)
    back = clock.now() - timedelta(days=chance.randint(1, 4000))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: back)
        for number in range(LAST - kept):
            put(home, f"isi {kept + number - 1}")


def another_key(home, chance):
    """The office's key is another from the first entry on, the chain is recomputed, and it signs a new line."""
    (home.root / office_key.FILE).unlink()
    texts = [(folder / "rows.parquet").read_text(encoding="utf-8") for folder in folders(home)[1:]]
    shutil.rmtree(home.ledger_dir)
    assert terminal(home.root, "key", "new").code == 0
    for text in texts:
        put(home, text)
    assert terminal(home.root, "checkpoint").code == 0


def renamed(home, chance):
    """Folders bear names that are not theirs: other digits, or each other's."""
    one, other = chance.sample(folders(home), 2)
    if chance.random() < 0.5:
        one.rename(one.with_name(f"{one.name[:-8]}{chance.randrange(16**8):08x}"))
    else:
        names = one.name, other.name
        other.rename(other.with_name("sementara"))
        one.rename(one.with_name(names[1]))
        one.with_name("sementara").rename(one.with_name(names[0]))


def linked(home, chance):
    """A file or an entry lies elsewhere, with every byte the same for now (a linked ledger stops every command)."""
    folder = one_after_the_first(home, chance)
    path = chance.choice((folder / "rows.parquet", folder / "entry.json", folder))
    away = home.root / f"tempat lain {chance.randrange(10**6)}"
    path.rename(away)
    path.symlink_to(away, target_is_directory=away.is_dir())


def twice(home, chance):
    """A key stands twice in an entry: this program reads the one, another program the other."""
    path = one_after_the_first(home, chance) / "entry.json"
    key, told = chance.choice([(b'"who": ', b'"lain"'), (b'"kind": ', b'"undo"'), (b'"seq": ', b"1")])
    content = path.read_bytes()
    assert key in content
    path.write_bytes(content.replace(key, key + told + b", " + key, 1))


def loose(home, chance):
    """The same JSON in another writing."""
    path = chance.choice(folders(home)) / "entry.json"
    content = path.read_bytes()
    path.write_bytes(chance.choice((content + b"\n", content.replace(b": ", b":  ", 1), b"\xef\xbb\xbf" + content)))


def added(home, chance):
    """A file that no entry knows, or an entry that stands twice."""
    folder = chance.choice(folders(home))
    if chance.random() < 0.5:
        (folder / f"tambahan-{chance.randrange(99)}").write_text("x", encoding="utf-8")
    else:
        shutil.copytree(folder, home.ledger_dir / folder.name.replace(folder.name[:8], f"{LAST + 1:08d}"))


def spoilt(home, chance):
    """Bytes of one file are others, and nothing is mended."""
    path = one_after_the_first(home, chance) / chance.choice(("rows.parquet", "entry.json"))
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(content))


KINDS = (
    rewritten, cut_off, forked, swapped, taken_out, backdated, by_another, clock_set_back, another_key, renamed, linked,
    twice, loose, added, spoilt,
)  # fmt: skip


def against(home, note, *more):
    return terminal(home.root, "verify", "--against", note, *more)


def test_every_attack_is_found_offline_from_the_last_checkpoint_outside(office, tmp_path):
    home, note, public = office
    missed, drawn = [], Counter()
    for number in range(DRAWS):
        seed = SEED * 1_000_003 + number
        attack = KINDS[number % len(KINDS)]
        copy = Home(tmp_path / f"salinan-{number}")
        shutil.copytree(home.root, copy.root)
        attack(copy, random.Random(seed))
        answer = against(copy, note, *(("--key", public) if number % 2 else ()))
        drawn[attack.__name__] += 1
        findings = [line for line in answer.err.splitlines() if not line.startswith("Peringatan: ")]
        if answer.code != 1 or len(findings) != 1:
            missed.append((attack.__name__, seed, answer))
        shutil.rmtree(copy.root)
    assert not missed, missed[:3]
    assert len(drawn) == min(DRAWS, len(KINDS))


def test_a_restored_home_one_with_another_clock_and_one_that_grew_raise_no_alarm(office, copy, tmp_path, monkeypatch):
    _, note, public = office
    made = backup.backup(copy, tmp_path / "a.backup")
    restored = Home(tmp_path / "pulih")
    restore.restore(made.path, restored.root)
    now = clock.now()
    for number, days in enumerate((0, -400, 4000, -30, 0)):
        monkeypatch.setattr(clock, "now", lambda days=days: now + timedelta(days=days))
        put(restored, f"sesudah {number}")
        for home in (copy, restored):
            assert against(home, note).code == against(home, note, "--key", public).code == 0, days
    assert terminal(restored.root, "key", "new").code == 0, "a backup without keys: the office makes a new one"
    with note.open("a", encoding="utf-8") as lines:
        lines.write(terminal(restored.root, "checkpoint").out)
    answer = against(restored, note)
    assert answer.code == 0 and "2 titik periksa" in answer.out and "tidak diperiksa" not in answer.out


def test_a_home_of_an_earlier_program_raises_no_alarm(tmp_path):
    """Its own line was written before the upgrade; the new program catches up, and the ledger grows."""
    root = unpacked("0.2.0", tmp_path / "lama") / "home"
    note = tmp_path / "titik.txt"
    note.write_text(terminal(root, "checkpoint").out, encoding="utf-8")
    assert terminal(root, "rebuild").code == 0
    put(Home(root), "sesudah")
    answer = terminal(root, "verify", "--against", note)
    assert answer.code == 0 and "tidak diperiksa" not in answer.out
