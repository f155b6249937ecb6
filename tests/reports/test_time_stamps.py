"""Time stamps (RFC 3161) by an authority of the test's own: openssl answers the request as a public one would."""

import re
import shutil
import subprocess

import pytest

from data.home import Home
from data.ledger import entries, verify
from tests.cli.conftest import terminal
from tests.data.attacked_ledgers import put, rewrite

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="the authority of the test is openssl")
CONFIGURATION = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
[extensions]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
"""


class Authority:
    """A root and a signer that stamps what it is asked."""

    def __init__(self, folder, name):
        folder.mkdir()
        self.folder, self.root = folder, folder / "root.pem"
        (folder / "conf").write_text(CONFIGURATION.format(folder=folder), "utf-8")
        (folder / "serial").write_text("01", "utf-8")
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        subject = ("-subj", f"/O={name}/CN=Akar {name}", "-days", "3650", "-config", "/dev/null")
        self.openssl("req", "-x509", *curve, *subject, "-keyout", "root.key", "-out", "root.pem")
        self.openssl("req", "-new", *curve, "-subj", f"/CN={name}", "-keyout", "key.pem", "-out", "signer.csr")
        signed = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "3650")
        extended = ("-extfile", "conf", "-extensions", "extensions")
        self.openssl("x509", "-req", "-in", "signer.csr", *signed, *extended, "-out", "signer.pem")

    def openssl(self, *words):
        subprocess.run(["openssl", *map(str, words)], cwd=self.folder, check=True, capture_output=True)

    def stamped(self, asked, reply):
        signer = ("-signer", "signer.pem", "-inkey", "key.pem", "-config", "conf")
        self.openssl("ts", "-reply", "-queryfile", asked, *signer, "-out", reply)
        return reply


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority") / "own", "Otoritas Cap Waktu Uji")


@pytest.fixture
def office(tmp_path):
    """A home with an entry."""
    home = Home(tmp_path / "kantor")
    put(home, "isi")
    return home


@pytest.fixture
def reply(office, authority, tmp_path):
    """The authority's reply to the office's request."""
    asked = terminal(office.root, "time-stamp", "request", tmp_path / "head.tsq")
    assert verify.as_text(entries.head(office)) in asked.out and asked.code == 0
    return authority.stamped(tmp_path / "head.tsq", tmp_path / "head.tsr")


def add(office, reply, root):
    return terminal(office.root, "time-stamp", "add", reply, "--authority", root)


def test_verify_says_what_was_stamped_when_and_by_whom(office, reply, authority, tmp_path):
    stamped = entries.head(office)
    assert add(office, reply, authority.root).code == 0
    for more in ((), ("--authority", authority.root)):
        told = terminal(office.root, "verify", *more)
        assert told.code == 0
        assert re.search(r"entri 1, \d{4}-\d\d-\d\dT[\d:]+\+00:00, oleh Otoritas Cap Waktu Uji\.", told.out)
    (tmp_path / "head").write_bytes(verify.as_text(stamped).encode())
    authority.openssl("ts", "-verify", "-in", reply, "-data", tmp_path / "head", "-CAfile", authority.root)


def test_a_time_stamp_of_another_head_is_refused_in_one_line(office, authority, tmp_path):
    (tmp_path / "other").write_text(f"{entries.head(office)[0]}:{'0' * 64}", "utf-8")
    authority.openssl("ts", "-query", "-data", tmp_path / "other", "-sha256", "-cert", "-out", tmp_path / "other.tsq")
    other = authority.stamped(tmp_path / "other.tsq", tmp_path / "other.tsr")
    before = entries.head(office)
    assert "kepala lain" in add(office, other, authority.root).refused(1)
    assert entries.head(office) == before


@pytest.mark.parametrize("case", ["nothing", "text", "cut", "flipped", "the request itself"])
def test_a_reply_that_is_none_is_refused_in_one_line(office, reply, authority, tmp_path, case):
    made = reply.read_bytes()
    spoilt = {
        "nothing": b"",
        "text": b"HTTP/1.1 500",
        "cut": made[:-40],
        "flipped": made[:-20] + bytes(byte ^ 255 for byte in made[-20:]),
        "the request itself": (tmp_path / "head.tsq").read_bytes(),
    }
    (tmp_path / "spoilt.tsr").write_bytes(spoilt[case])
    before = entries.head(office)
    add(office, tmp_path / "spoilt.tsr", authority.root).refused(1)
    assert entries.head(office) == before


def test_another_authority_did_not_stamp_it(office, reply, authority, tmp_path):
    other = Authority(tmp_path / "other", "Otoritas Lain")
    assert "bukan dari otoritas" in add(office, reply, other.root).refused(1)
    assert "bukan dari otoritas" in add(office, reply, reply).refused(1)
    assert add(office, reply, authority.root).code == 0
    assert "bukan dari otoritas" in terminal(office.root, "verify", "--authority", other.root).refused(1)


def test_a_genuine_stamp_beside_a_rewritten_ledger_is_of_another_head(office, reply, authority):
    put(office, "lagi")
    assert add(office, reply, authority.root).code == 0
    assert terminal(office.root, "verify").code == 0
    rewrite(office, 1, rename=True)
    assert verify.first_broken(office) is None, "its chain was mended"
    assert "kepala lain" in terminal(office.root, "verify").refused(1)


def test_nothing_to_stamp_and_no_stamp_to_check(office, tmp_path, authority):
    assert "kosong" in terminal(tmp_path / "none", "time-stamp", "request", tmp_path / "x.tsq").refused(1)
    assert "belum memuat cap waktu" in terminal(office.root, "verify", "--authority", authority.root).refused(2)
    assert "tidak dapat dibaca" in add(office, tmp_path / "absent", authority.root).refused(2)
