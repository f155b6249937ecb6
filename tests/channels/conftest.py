"""A home whose inbox is tried, and files to send to it."""

import contextlib
import datetime
import http.server
import ipaddress
import ssl
import threading
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import cli
from data.ledger import entries
from tests.spec.drawn import opened

HEADER = "nomor_permohonan,kode_wilayah,kode_layanan,waktu_diajukan,waktu_selesai,status\n"


def applications(*numbers, month="07", service="3-HARI"):
    """A file of applications decided on time, as bytes."""
    rows = [f"{number},11.71,{service},2026-{month}-06,2026-{month}-08,selesai\n" for number in numbers]
    return (HEADER + "".join(rows)).encode()


@contextlib.contextmanager
def serving(handler, certificate):
    """A server in this process with that certificate; its event `over` lets answers that wait go on at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    server.over = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


class Office:
    """A home with an inbox, asked through the terminal."""

    def __init__(self, drawn, capsys, monkeypatch, folder):
        self.drawn, self.capsys, self.root, self.folder = drawn, capsys, drawn.home.root, folder
        monkeypatch.setenv("CAPAIAN_HOME", str(self.root))

    def sources(self, **sources):
        """Write home.yaml with these sources of applications."""
        inbox = {name: {"kind": "transactions"} | source for name, source in sources.items()}
        (self.root / "home.yaml").write_text(yaml.safe_dump({"inbox": inbox}), encoding="utf-8")

    def once(self):
        """Exit code, what was said of loaded files, what was complained of."""
        code = cli.main(["inbox", "--once"])
        out, err = self.capsys.readouterr()
        return code, out.splitlines(), err.splitlines()

    def uploads(self):
        """How many files the ledger holds."""
        return sum(entry.kind == "transactions" for entry in entries.entries(self.drawn.home))

    def files(self, name, folder):
        """Names of the files the inbox keeps of a source."""
        path = self.root / "inbox" / name / folder
        return sorted(file.name for file in path.iterdir()) if path.is_dir() else []


@pytest.fixture
def office(tmp_path, capsys, monkeypatch):
    """The inbox of an empty home; files settle at once."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    for module in ("watched_folder", "sftp"):
        monkeypatch.setattr(f"channels.inbox.{module}.SETTLED_SECONDS", 0.05)
    with opened(tmp_path / "home") as drawn:
        yield Office(drawn, capsys, monkeypatch, Path(folder))


@pytest.fixture(scope="package")
def certificate(tmp_path_factory):
    """A key and a certificate for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *plain) + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
