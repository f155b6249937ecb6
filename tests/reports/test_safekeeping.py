"""The drill: a home in use is backed up, lost, restored, and every figure is the same; and the doctor's lines."""

import contextlib
import io
import json
import os
import shutil
import socket
import ssl
import stat
import tarfile
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from access.identity.scope import EVERYTHING
from data import clock
from data.errors import RefusedError, SetupError
from data.home import Home
from data.ledger import entries, verify
from metrics.scorecard import score
from metrics.scorecard.workspace import Workspace
from reports.proof import office_key
from reports.safekeeping import backup, doctor, restore, sealed_stream
from terminal.operation import EXIT
from tests.access import people
from tests.access.conftest import OTHER, OWN, applications

PASSPHRASE = b"tujuh kambing di Sabang"
TARGETS = 'on_time_rate:\n  - {from: "2024-01", value: 50, decree: "SK 1"}\n'


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A home with records, accounts, targets of its own, a profile, and a key."""
    root = tmp_path_factory.mktemp("kept") / "home"
    applications(root, OWN, 5, "a.csv")
    (root / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    (root / "profiles").mkdir()
    (root / "profiles" / "kantor.yaml").write_text("kind: transactions\n", encoding="utf-8")
    applications(root, OTHER, 7, "b.csv")
    people.account(root, "governor")
    office_key.create(Home(root), "terminal")
    return Home(root)


def figures(home):
    """Every figure of October, by region, as rows."""
    with Workspace(home, EVERYTHING, today=datetime(2026, 11, 20).date()) as workspace:
        cards = [score.scored(workspace, "2026-10"), score.scored(workspace, "2026-10", by="region")]
        return [row.as_dict() for card in cards for row in card.rows]


def test_a_lost_home_comes_back_with_the_same_figures(office, tmp_path, passphrase=PASSPHRASE):
    before = figures(office)
    made = backup.backup(office, tmp_path / "a.backup", passphrase)
    there = tmp_path / "new"
    contents = restore.restore(made.path, there, passphrase)
    assert contents.head == entries.head(office) and figures(Home(there)) == before
    assert any(row["target"] == 50 for row in before if row["indicator"] == "on_time_rate")
    assert (there / "targets.yaml").read_text(encoding="utf-8") == TARGETS
    for name in ("access.yaml", "profiles/kantor.yaml"):
        assert (there / name).read_bytes() == (office.root / name).read_bytes()
    if os.name != "nt":
        assert not any(stat.S_IMODE(path.stat().st_mode) & 0o077 for path in [there, *there.rglob("*"), made.path])


def test_keys_stay_apart_and_are_named_unless_a_passphrase_locks_them(office, tmp_path):
    made = backup.backup(office, tmp_path / "a.backup")
    assert made.contents.keys_apart == (office_key.FILE,) and office_key.FILE not in made.contents.files
    with pytest.raises(RefusedError):
        backup.backup(office, tmp_path / "b.backup", with_keys=True)
    full = backup.backup(office, tmp_path / "b.backup", PASSPHRASE, with_keys=True)
    assert office_key.FILE in full.contents.files and not full.contents.keys_apart


def test_what_is_derived_is_left_out_and_tar_alone_opens_an_open_backup(office, tmp_path):
    figures(office)
    made = backup.backup(office, tmp_path / "a.backup")
    with tarfile.open(made.path) as tar:
        names = tar.getnames()
    assert names[0] == "backup.json" and "access.yaml" in names
    assert not any(name.startswith(("warehouse", "staging", "visits")) or name.endswith(".lock") for name in names)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_flipped_cut_or_lengthened_backup_is_refused_and_leaves_nothing(office, tmp_path, passphrase):
    whole = backup.backup(office, tmp_path / "a.backup", passphrase).path.read_bytes()
    spoilt = [whole[: len(whole) // 2], whole[:-20000], b"", b"PK\x03\x04 no backup", whole[:300]]
    for place in range(600, len(whole) - 11000, max(1, len(whole) // 5)):
        spoilt.append(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    refused = 0
    for number, content in enumerate(spoilt):
        path, there = tmp_path / f"{number}.backup", tmp_path / f"home-{number}"
        path.write_bytes(content)
        try:
            restore.restore(path, there, passphrase)
        except (RefusedError, SetupError):
            refused += 1
            assert not there.exists() and not list(tmp_path.glob(f".home-{number}*"))
        else:  # a bit of a tar's padding is nobody's: then all is as it was
            assert passphrase is None and verify.verification(Home(there)).head == entries.head(office)
    assert refused >= 5 and (passphrase is None or refused == len(spoilt))


def test_a_locked_backup_opens_by_its_passphrase_only(office, tmp_path):
    path = backup.backup(office, tmp_path / "a.backup", PASSPHRASE).path
    assert b"access.yaml" not in path.read_bytes()
    for wrong in (None, b"salah"):
        with pytest.raises(RefusedError):
            restore.restore(path, tmp_path / "new", wrong)


@pytest.mark.parametrize("length", [0, 1, sealed_stream.PIECE, sealed_stream.PIECE + 1, 3 * sealed_stream.PIECE])
def test_pieces_of_a_locked_stream_stand_in_their_order(tmp_path, length):
    content = os.urandom(length)
    path = tmp_path / "x"
    with path.open("wb") as sink, sealed_stream.Sealer(sink, PASSPHRASE) as sealer:
        sealer.write(content)
    with path.open("rb") as source:
        assert source.read(len(sealed_stream.MAGIC)) == sealed_stream.MAGIC
        assert sealed_stream.Opener(source, PASSPHRASE).readall() == content
    whole, start = path.read_bytes(), len(sealed_stream.MAGIC) + sealed_stream.SALT_BYTES
    piece = sealed_stream.PIECE + sealed_stream.TAG_BYTES
    pieces = [whole[at : at + piece] for at in range(start, len(whole), piece)]
    if len(pieces) > 1:
        for other in (pieces[:-1], [pieces[1], pieces[0], *pieces[2:]], [*pieces, pieces[-1]]):
            path.write_bytes(whole[:start] + b"".join(other))
            with path.open("rb") as source, pytest.raises(RefusedError):
                source.seek(len(sealed_stream.MAGIC))
                sealed_stream.Opener(source, PASSPHRASE).readall()


def test_a_name_that_leads_out_of_the_home_is_refused(office, tmp_path):
    made = backup.backup(office, tmp_path / "a.backup")
    for evil in ("../evil", "/evil", "a/../../evil", "C:evil"):
        path = tmp_path / "evil.backup"
        with tarfile.open(made.path) as source, tarfile.open(path, "w") as sink:
            for member in source:
                content = source.extractfile(member).read()
                if member.name == "backup.json":
                    told = json.loads(content)
                    told["files"][evil] = told["files"].pop("targets.yaml")
                    content = json.dumps(told).encode()
                member.name = evil if member.name == "targets.yaml" else member.name
                member.size = len(content)
                sink.addfile(member, io.BytesIO(content))
        with pytest.raises(RefusedError):
            restore.restore(path, tmp_path / "new")
        assert not (tmp_path / "evil").exists() and not (tmp_path / "new").exists()


def test_only_an_empty_place_takes_a_home_and_a_newer_form_is_named(office, tmp_path):
    path = backup.backup(office, tmp_path / "a.backup").path
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(RefusedError, match="tidak kosong"):
        restore.restore(path, tmp_path / "full")
    newer = path.read_bytes().replace(b'"format": 1', b'"format": 9', 1)
    path.write_bytes(newer)
    with pytest.raises(SetupError, match="lebih baru"):
        restore.restore(path, tmp_path / "new")


@pytest.mark.parametrize("left", [(), (".restore/ledger", "reference")], ids=["empty", "left by one that was killed"])
def test_a_folder_that_is_there_stays_the_same_folder(office, tmp_path, left):
    """As the mount of a disk, and where nobody but root may make another beside it."""
    there = tmp_path / "root's" / "home"
    there.mkdir(parents=True, mode=0o700)
    for name in left:
        (there / name).mkdir(parents=True)
    before, _ = there.stat().st_ino, there.parent.chmod(0o500)
    contents = restore.restore(backup.backup(office, tmp_path / "a.backup").path, there)
    there.parent.chmod(0o700)
    assert there.stat().st_ino == before and contents.head == entries.head(Home(there))
    assert {path.name for path in there.iterdir()} == {name.partition("/")[0] for name in contents.files}
    assert list(there.parent.iterdir()) == [there]


def test_a_ledger_is_put_in_its_place_last(office, tmp_path, monkeypatch):
    """Before that no entry is seen, and whoever restores again may."""
    there, made = tmp_path / "home", backup.backup(office, tmp_path / "a.backup")
    there.mkdir()
    moved = []

    def rename(path, target):
        if path.name == "ledger":
            raise KeyboardInterrupt
        moved.append(path.name)
        return path.replace(target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(type(there), "rename", rename)
        patched.setattr(restore.shutil, "rmtree", lambda *_args, **_kept: None)  # killed: nothing tidies
        restore.restore(made.path, there)
    assert "access.yaml" in moved and not (there / "ledger").exists()
    assert restore.restore(made.path, there).head == entries.head(Home(there))


def test_what_a_killed_backup_has_left_goes_a_day_later(office, tmp_path):
    left, other = tmp_path / ".a.backup.0123abcd", tmp_path / ".surat.backup"
    for path in (left, other):
        path.touch()
    backup.backup(office, tmp_path / "a.backup")
    assert left.exists()
    for path in (left, other):
        os.utime(path, (0, 0))
    backup.backup(office, tmp_path / "b.backup")
    assert not left.exists() and other.exists()


def test_a_backup_while_files_are_loaded_is_of_one_moment(tmp_path):
    root = tmp_path / "home"
    applications(root, OWN, 2, "first.csv")
    stop = threading.Event()

    def go_on():
        number = 0
        while not stop.is_set():
            number += 1
            applications(root, OTHER, number, f"more-{number}.csv")

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        for number in range(3):
            made = backup.backup(Home(root), tmp_path / f"{number}.backup")
            contents = restore.restore(made.path, tmp_path / f"new-{number}")
            assert entries.head(Home(tmp_path / f"new-{number}")) == contents.head
    finally:
        stop.set()
        writer.join()


def test_old_backups_go_and_the_newest_of_each_month_stays(tmp_path):
    last = datetime(2026, 11, 28, 1)
    names = [f"capaian-{last - timedelta(days=day):%Y%m%d-%H%M%S}.backup" for day in range(100)]
    for name in [*names, "surat.txt", "capaian-lama.backup"]:
        (tmp_path / name).touch()
    backup.prune(tmp_path, days=7, months=3)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert "surat.txt" in left and "capaian-lama.backup" in left
    dated = [name for name in left if name in names]
    assert dated[-8:] == sorted(names)[-8:]
    assert {name[8:14] for name in dated} == {"202609", "202610", "202611"} and len(dated) == 10
    assert "capaian-20261031-010000.backup" in dated


def states(home):
    return {line.check: line.state for line in doctor.examine(home)}


def test_the_doctor_has_a_remedy_for_all_that_is_not_well(office):
    for language in ("id", "en"):
        for line in doctor.examine(office):
            assert (line.remedy(language) is None) == (line.state == "ok"), line
            assert line.finding.message(language)
    assert states(office)["ledger"] == "ok" and states(office)["settings"] == "ok"


def test_a_home_that_has_just_been_made_has_notes_and_no_faults(tmp_path):
    root = tmp_path / "home"
    root.mkdir(mode=0o700)
    lines = [line for line in doctor.examine(Home(root)) if line.check not in ("disk", "memory")]  # the machine's
    assert {line.check for line in lines if line.state == "note"} == {"accounts", "ledger", "figures", "backup"}
    assert doctor.worst(lines) == "note" and EXIT["note"] == 0
    assert all(line.remedy("id") for line in lines if line.state == "note")


def test_the_doctor_finds_what_is_broken(office, tmp_path, monkeypatch):
    root = tmp_path / "home"
    shutil.copytree(office.root, root)
    home = Home(root)
    (root / backup.NOTE).unlink(missing_ok=True)
    assert states(home)["backup"] == "warn"
    backup.backup(home, tmp_path / "a.backup")
    assert states(home)["backup"] == "ok"
    (root / "targets.yaml").write_text("on_time_rate: [", encoding="utf-8")
    assert states(home)["settings"] == "fail"
    (root / "targets.yaml").write_text(TARGETS, encoding="utf-8")
    if os.name != "nt":
        root.chmod(0o755)
        assert states(home)["home"] == "warn"
        (root / "access.yaml").chmod(0o644)
        assert states(home)["accounts"] == "fail"
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 1, 1, tzinfo=clock.WIB))
    assert states(home)["clock"] == "fail"
    monkeypatch.undo()
    rows = next(root.glob("ledger/*/rows.parquet"))
    rows.write_bytes(rows.read_bytes()[:-1] + b"?")
    assert states(home)["ledger"] == "fail"
    assert states(Home(tmp_path / "absent")) == {"home": "fail"}


def test_a_ledger_that_is_behind_its_own_backup_is_told(office, tmp_path):
    """As when somebody has copied an older ledger back: its chain is whole, its newest entries are lost."""
    root = tmp_path / "home"
    shutil.copytree(office.root, root)
    backup.backup(Home(root), tmp_path / "a.backup")
    shutil.rmtree(max((root / "ledger").iterdir()))
    assert states(Home(root)) | {"ledger": "ok", "backup": "fail"} == states(Home(root))


@pytest.mark.parametrize(("free", "state"), [(200, "fail"), (5_000, "warn")])
def test_a_disk_of_too_many_files_is_full(office, monkeypatch, free, state):
    seen = os.statvfs(office.root)
    monkeypatch.setattr(
        os, "statvfs", lambda _path: os.statvfs_result([*seen[:5], seen.f_files or 1, free, free, 0, 255])
    )
    assert states(office)["disk"] == state


@pytest.mark.parametrize(("days", "state"), [(-1, "fail"), (10, "warn"), (90, "ok")])
def test_a_certificate_at_the_public_address_is_asked_for_its_end(office, tmp_path, monkeypatch, days, state):
    with shown(tmp_path, days) as port:
        monkeypatch.setenv("CAPAIAN_PUBLIC_URL", f"http://127.0.0.1,https://127.0.0.1:{port}")
        [line] = [line for line in doctor.examine(office) if line.check == "https"]
        assert line.state == state, line
    assert states(office)["https"] == "note"  # nobody answers there any more


@contextlib.contextmanager
def shown(folder, days):
    """A port of this machine where a certificate that ends in so many days is shown."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "capaian")])
    end = datetime.now(UTC) + timedelta(days=days, hours=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, end - timedelta(days=400), end).sign(key, SHA256())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made.public_bytes(Encoding.PEM)
    (folder / "tls.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "tls.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            with contextlib.suppress(OSError), context.wrap_socket(listening.accept()[0], server_side=True):
                pass

        threading.Thread(target=answer, daemon=True).start()
        yield listening.getsockname()[1]


def test_a_broken_ledger_is_not_backed_up_in_silence(office, tmp_path):
    root = tmp_path / "home"
    shutil.copytree(office.root, root)
    entry = next(root.glob("ledger/00000001-*/entry.json"))
    entry.write_text(entry.read_text(encoding="utf-8").replace('"seq"', '"seq "'), encoding="utf-8")
    with pytest.raises((RefusedError, SetupError)):
        backup.backup(Home(root), tmp_path / "a.backup")
    assert not (tmp_path / "a.backup").exists()
