"""The inbox on real servers: OpenSSH, PostgreSQL and MariaDB, each with the office's own account (make test-doors)."""

import getpass
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from tests.channels.conftest import applications

pytestmark = pytest.mark.skipif("TEST_DOORS" not in os.environ, reason="make test-doors: real servers are started")
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/bin:/usr/lib/postgresql/17/bin:/usr/lib/postgresql/15/bin"
QUERY = """SELECT application_no AS nomor_permohonan, '11.71' AS kode_wilayah, '3-HARI' AS kode_layanan,
    received_at AS waktu_diajukan, decided_at AS waktu_selesai, 'selesai' AS status FROM permits ORDER BY 1"""
TABLE = "CREATE TABLE permits (application_no varchar(20), received_at timestamp, decided_at timestamp NULL)"
ROW = "INSERT INTO permits VALUES ('A-1', '2026-07-06 08:00:00', '2026-07-08 09:30:00')"
SECRET = "sandi-uji-coba"


def program(name):
    """The path of a server program; the test is skipped where there is none."""
    path = shutil.which(name, path=PLACES)
    if path is None:
        pytest.skip(f"{name}: not installed; .ci/run names the packages of Debian")
    return path


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def listening(port, process):
    """Wait until a server answers at its port."""
    for _ in range(600):
        assert process.poll() is None, "the server has ended"
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture
def started():
    """Start programs that are ended with the test."""
    running = []

    def start(*command, port, **more):
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more))
        listening(port, running[-1])

    yield start
    for process in running:
        process.terminate()
        process.wait(30)


@pytest.fixture
def secret(tmp_path):
    """A file for a secret."""
    path = tmp_path / "secret"
    path.touch(0o600)
    return path


# SFTP


@pytest.fixture
def ssh(tmp_path, started, secret):
    """A server with its own host key, which one key may enter: port, line of the host key, folder of files."""
    sshd, port = program("sshd"), free_port()
    keygen = program("ssh-keygen")
    for name in ("host", "other", "user"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / name], check=True)
    secret.write_bytes((tmp_path / "user").read_bytes())
    Path("/run/sshd").mkdir(exist_ok=True)
    config = tmp_path / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path}/host\nAuthorizedKeysFile {tmp_path}/user.pub\n"
        "PasswordAuthentication no\nStrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\n"
        "Subsystem sftp internal-sftp\nPidFile none\n"
    )
    started(sshd, "-D", "-e", "-f", config, port=port)
    (tmp_path / "outgoing").mkdir()
    return port, (tmp_path / "host.pub").read_text(), tmp_path / "outgoing"


def sftp_source(port, folder, key, secret, **more):
    where = f"sftp://{getpass.getuser()}@127.0.0.1:{port}{folder}"
    return {"sftp": where, "host_key": " ".join(key.split()[:2]), "secret": str(secret)} | more


def test_a_file_comes_by_sftp_once_and_is_deleted_there_when_asked(office, ssh, secret):
    port, key, folder = ssh
    (folder / "juli.csv").write_bytes(applications("A-1"))
    (folder / "setengah.csv.part").write_bytes(applications("A-2"))
    (folder / "tautan.csv").symlink_to("/etc/hostname")
    office.sources(permits=sftp_source(port, folder, key, secret, after="delete"))
    code, out, err = office.once()
    assert (code, len(out)) == (1, 1) and "juli.csv dimuat" in out[0]
    assert err == [
        "permits, tautan.csv: bukan berkas biasa (tautan atau berkas khusus), tidak dibuka. Taruh berkasnya sendiri."
    ]
    assert sorted(path.name for path in folder.iterdir()) == ["setengah.csv.part", "tautan.csv"]


def test_another_host_key_is_not_talked_to(office, ssh, secret, tmp_path):
    port, _, folder = ssh
    office.sources(permits=sftp_source(port, folder, (tmp_path / "other.pub").read_text(), secret))
    assert office.once()[2] == [
        "permits: kunci server bukan yang tertulis pada host_key; mungkin server lain. "
        "Tanyakan kepada pemiliknya sebelum mengganti."
    ]


@pytest.mark.parametrize(
    ("broken", "said"), [("user", "menolak nama atau rahasianya"), ("port", "tidak dapat dihubungi")]
)
def test_a_wrong_key_or_a_server_that_is_down_is_one_line(office, ssh, secret, tmp_path, broken, said):
    port, key, folder = ssh
    if broken == "user":
        secret.write_bytes((tmp_path / "other").read_bytes())
    office.sources(permits=sftp_source(free_port() if broken == "port" else port, folder, key, secret))
    code, out, [complaint] = office.once()
    assert (code, out) == (1, []) and said in complaint


# Databases


@pytest.fixture
def postgres(tmp_path, started):
    """PostgreSQL with the table of permits: its address without a password."""
    server, initdb, port = program("postgres"), program("initdb"), free_port()
    data, words = tmp_path / "pg", tmp_path / "words"
    words.write_text(SECRET)
    user = {"user": "postgres"} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="capaian-postgres-"))
    shutil.copy(words, folder / "words")
    for path in (folder, folder / "words"):
        path.chmod(0o777)
    data = folder / "data"
    subprocess.run(
        [initdb, "-D", data, "-U", "capaian", "-A", "scram-sha-256", "--pwfile", folder / "words"],
        check=True,
        capture_output=True,
        **user,
    )
    started(server, "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, port=port, **user)
    import psycopg

    for _ in range(100):
        try:
            connection = psycopg.connect(f"postgresql://capaian:{SECRET}@127.0.0.1:{port}/postgres", autocommit=True)
            break
        except psycopg.OperationalError:
            time.sleep(0.1)
    with connection:
        connection.execute(TABLE)
        connection.execute(ROW)
    yield f"postgresql://capaian@127.0.0.1:{port}/postgres"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def mariadb(tmp_path, started):
    """MariaDB with the table of permits: its address without a password."""
    server, port, data = program("mariadbd"), free_port(), tmp_path / "maria"
    user = ["--user=root"] if os.getuid() == 0 else []
    data.mkdir()
    program("my_print_defaults")  # of another package, and mariadb-install-db fails without it
    install = [program("mariadb-install-db"), f"--datadir={data}", "--auth-root-authentication-method=normal", *user]
    subprocess.run(install, check=True, capture_output=True)
    setup = tmp_path / "setup.sql"
    setup.write_text(
        f"CREATE USER capaian@localhost IDENTIFIED BY '{SECRET}'; CREATE DATABASE permits; "
        f"GRANT SELECT ON permits.* TO capaian@localhost; USE permits; {TABLE}; {ROW};\n".replace("; ", ";\n")
    )
    options = [f"--datadir={data}", f"--port={port}", "--bind-address=127.0.0.1", f"--socket={tmp_path}/s"]
    started(server, "--no-defaults", *options, f"--init-file={setup}", *user, port=port)
    return f"mysql://capaian@127.0.0.1:{port}/permits"


@pytest.mark.parametrize("kind", ["postgres", "mariadb"])
def test_the_answer_of_a_query_is_loaded_once_and_nothing_is_written_there(office, secret, request, kind):
    address = request.getfixturevalue(kind)
    secret.write_text(SECRET)
    query = office.root / "permits.sql"
    query.write_text(QUERY)
    source = {"database": address, "query": "permits.sql", "secret": str(secret)}
    office.sources(permits=source)
    assert office.once() == (0, ["permits: permits.csv dimuat sebagai entri 4; dibaca 1, diterima 1, ditolak 0"], [])
    assert office.once() == (0, [], [])
    assert office.drawn.actual("received", "2026-07") == 1
    for text, said in (("DELETE FROM permits", "menolak kueri"), ("SELECT nothing FROM permits", "menolak kueri")):
        query.write_text(text)
        [complaint] = office.once()[2]
        assert said in complaint
    query.write_text(QUERY)
    secret.write_text("salah")
    [complaint] = office.once()[2]
    assert "tidak dapat dihubungi" in complaint and "salah" not in complaint


def test_a_bucket_of_a_store_that_speaks_s3(office, started, certificate, monkeypatch):
    """By moto, Amazon's services on this machine, with a certificate that the office has written down."""
    server = program("moto_server")
    port = free_port()
    pem = str(certificate)
    started(server, "-H", "127.0.0.1", "-p", str(port), "-s", "-c", pem, "-k", pem, port=port)
    context = ssl.create_default_context(cafile=pem)
    objects = {"permits/masuk/a.csv": "A-1", "permits/masuk/lama/b.csv": "B-1", "permits/lain/c.csv": "C-1"}
    for path, number in {"permits": None, **objects}.items():
        body = applications(number) if number else b""
        request = urllib.request.Request(
            f"https://127.0.0.1:{port}/{path}", body, {"Content-Type": "text/csv"}, method="PUT"
        )
        urllib.request.urlopen(request, timeout=30, context=context).close()
    (office.root / "ca.pem").write_bytes(certificate.read_bytes())
    monkeypatch.setenv("BUCKET", f"KUNCI:{SECRET}")
    source = {"s3": f"s3://127.0.0.1:{port}/permits/masuk/", "secret": "env:BUCKET", "certificate": "ca.pem"}
    office.sources(store=source)
    code, out, err = office.once()
    assert err == []
    assert (code, office.uploads()) == (0, 1) and "a.csv" in out[0]
    assert office.once() == (0, [], [])
    office.sources(store=source | {"s3": f"s3://127.0.0.1:{port}/tidak-ada/"})
    code, _, err = office.once()
    assert code == 1 and len(err) == 1 and "bucket" in err[0]
