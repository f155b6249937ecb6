"""The institution's seal: what was made stays as it was, and who sealed it can be told from the file alone."""

import io
from datetime import UTC, datetime, timedelta

import pypdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic

from data.errors import RefusedError, SetupError
from reports.content.options import Options
from reports.formats import pdf, seal
from reports.formats.seal import Key
from reports.lifecycle.reproduce import reproduce
from reports.lifecycle.verify import seal_of, verify
from tests.cli.conftest import terminal
from tests.reports.offices import content, issued

WORD = "rahasia kantor"


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Key:
    """A key of an office that is not, and the file with its passphrase."""
    folder = tmp_path_factory.mktemp("kunci")
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Segel DPMPTSP (uji)")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=9999)).not_valid_after(now + timedelta(days=9999))
    certificate = made.add_extension(usage, critical=True).sign(private, hashes.SHA256())
    packed = pkcs12.serialize_key_and_certificates(
        b"segel", private, certificate, None, serialization.BestAvailableEncryption(WORD.encode())
    )
    (folder / "kunci.p12").write_bytes(packed)
    (folder / "sandi").write_text(f"{WORD}\n", encoding="utf-8")
    return Key(folder / "kunci.p12", folder / "sandi")


@pytest.fixture(scope="module")
def made(records):
    return pdf.render(content(records, Options("2026-10", document="berita-acara")))


@pytest.fixture(scope="module")
def sealed(records, folder, key):
    return issued(records, folder, document="berita-acara", sealing=key)


def test_a_sealed_document_is_verified_without_the_ledger_and_computed_again_to_the_last_byte(records, sealed):
    assert verify(sealed).startswith("MPP-2026-")
    found = seal_of(sealed)
    assert found.intact and "Segel DPMPTSP (uji)" in found.name
    again = reproduce(records, sealed)
    assert (again.difference, again.same_bytes, again.registered) == (None, True, True)


def test_the_seal_is_a_pades_signature_in_an_update_that_leaves_the_archival_form(sealed):
    written = sealed.read_bytes()
    first, after = seal.parted(written)
    reader, before = pypdf.PdfReader(io.BytesIO(written)), pypdf.PdfReader(io.BytesIO(first))
    assert written.startswith(first) and after
    [field] = [annotation.get_object() for annotation in reader.pages[0]["/Annots"]]
    assert field["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"
    assert field["/F"] & 4 and not field["/F"] & 2, "PDF/A: printed, not hidden"
    start, _, rest, length = field["/V"]["/ByteRange"]
    assert start == 0 and rest + length == len(written), "the whole file"
    assert reader.root_object.keys() - before.root_object.keys() == {"/AcroForm"}, "nothing else is new"
    assert reader.pages[0].keys() - before.pages[0].keys() == {"/Annots"}
    told = reader.root_object["/Metadata"].get_object().get_data()
    assert b"<pdfaid:part>3" in told and told == before.root_object["/Metadata"].get_object().get_data()
    assert reader.metadata == before.metadata


def sealed_with(made: bytes, key: Key, twist) -> bytes:
    """A seal by the same hand that also changes a page in the very update that holds it."""
    signing = seal._pyhanko()
    writer = signing.Writer(io.BytesIO(made))
    page = writer.root["/Pages"]["/Kids"][0]
    writer.update_container(page)
    page.update({generic.NameObject(name): generic.NumberObject(value) for name, value in twist.items()})
    signer = signing.signers.SimpleSigner.load_pkcs12(str(key.path), passphrase=key.passphrase())
    return signing.signers.sign_pdf(writer, signing.signers.PdfSignatureMetadata(field_name="X"), signer).getvalue()


def test_what_changes_after_the_seal_or_under_another_page_is_found(sealed, made, key, folder):
    other = folder / "sealed-other.pdf"
    later = pypdf.PdfWriter(io.BytesIO(sealed.read_bytes()), incremental=True)
    later.pages[0].rotate(90)
    later.write(other)
    with pytest.raises(RefusedError, match="tidak seperti ketika diterbitkan"):
        verify(other)
    other.write_bytes(sealed_with(made, key, {"/Rotate": 90}))
    with pytest.raises(RefusedError, match="tidak seperti ketika diterbitkan"):
        verify(other)
    other.write_bytes(sealed_with(made, key, {}))
    assert verify(other), "the same without a twist is a seal"
    flipped = bytearray(sealed.read_bytes())
    flipped[len(made) // 2] ^= 1
    other.write_bytes(bytes(flipped))
    with pytest.raises(RefusedError):
        verify(other)


def test_the_home_may_name_the_key_and_the_passphrase_is_in_the_environment(records, folder, key, monkeypatch):
    monkeypatch.setenv(seal.PASSPHRASE, WORD)
    (records.root / "home.yaml").write_text(f"seal: {{key: '{key.path}'}}\n", encoding="utf-8")
    try:
        assert seal_of(issued(records, folder, document="berita-acara")).intact
        assert seal_of(issued(records, folder, document="berita-acara", format="xlsx")) is None
    finally:
        (records.root / "home.yaml").unlink()


def test_a_wrong_passphrase_or_key_is_told_in_one_line_and_nothing_is_issued(records, folder, key, monkeypatch):
    monkeypatch.delenv(seal.PASSPHRASE, raising=False)
    before = sorted(folder.iterdir())
    for wrong in (Key(key.path), Key(folder / "tidak-ada.p12"), Key(key.path, folder / "tidak-ada")):
        with pytest.raises(SetupError) as told:
            issued(records, folder, document="berita-acara", sealing=wrong)
        assert WORD not in str(told.value)
    assert sorted(folder.iterdir()) == before


def test_without_pyhanko_it_says_what_to_install(made, key, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyhanko.sign", None)
    with pytest.raises(SetupError, match=r"requirements-seal\.txt"):
        seal.sealed(made, key)


def test_the_terminal_seals_and_tells_the_seal(records, folder, key):
    out = folder / "segel"
    asked = ["report", "--period", "2026-10", "--document", "berita-acara", "--out", out]
    answer = terminal(records.root, *asked, "--seal", key.path, "--seal-passphrase-file", key.passphrase_file)
    assert answer.code == 0, answer
    told = terminal(records.root, "verify", next(out.iterdir()))
    assert told.code == 0 and "Segel DPMPTSP (uji)" in told.out


# What a seal proves


@pytest.fixture(scope="module")
def certificate(folder, key):
    """The office's certificate, as it hands it out."""
    made = pkcs12.load_key_and_certificates(key.path.read_bytes(), WORD.encode())[1]
    path = folder / "lembaga.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_seal_proves_an_origin_by_a_certificate_that_is_known(sealed, key, certificate, tmp_path):
    """Anybody can make a key; only the office's own certificate says who sealed."""
    unknown = terminal(tmp_path / "tidak-ada", "verify", sealed)
    assert unknown.code == 3 and "tidak dikenal di sini" in unknown.out and "utuh" not in unknown.out
    known = terminal(tmp_path / "tidak-ada", "verify", sealed, "--certificate", certificate)
    assert known.code == 0 and "asli dan utuh menurut segelnya" in known.out and "Segel DPMPTSP (uji)" in known.out
    for name, told in (("ada", certificate), ("kunci", None)):
        home = tmp_path / name
        home.mkdir()
        named = f"certificate: '{told}'" if told else f"key: '{key.path}', passphrase_file: '{key.passphrase_file}'"
        (home / "home.yaml").write_text(f"seal: {{{named}}}\n", encoding="utf-8")
        assert terminal(home, "verify", sealed).code == 0


def test_a_forgery_under_another_key_is_not_proven(records, sealed, certificate, folder, tmp_path):
    other = folder / "sandiwara.p12"
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Segel DPMPTSP (uji)")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=9)).not_valid_after(now + timedelta(days=9))
    signed = made.sign(private, hashes.SHA256())
    plain = serialization.NoEncryption()
    other.write_bytes(pkcs12.serialize_key_and_certificates(b"x", private, signed, None, plain))
    path = folder / "sandiwara.pdf"
    path.write_bytes(seal.sealed(seal.parted(sealed.read_bytes())[0], Key(other)))
    assert terminal(tmp_path / "tidak-ada", "verify", path, "--certificate", certificate).code == 3
    assert "palsu" in terminal(records.root, "verify", path).refused(1)


def test_a_document_that_was_sealed_after_it_was_issued_is_known(records, folder, key):
    path = issued(records, folder, document="berita-acara")
    path.write_bytes(seal.sealed(path.read_bytes(), key))
    assert terminal(records.root, "verify", path).code == 0
    assert reproduce(records, path).registered


def test_a_certificate_that_is_none_is_wrong_use(sealed, folder, tmp_path):
    broken = folder / "bukan.pem"
    broken.write_text("bukan sertifikat", encoding="utf-8")
    for file in (broken, folder / "tidak-ada.pem"):
        assert "sertifikat tidak dapat dibaca" in terminal(
            tmp_path / "x", "verify", sealed, "--certificate", file
        ).refused(2)
