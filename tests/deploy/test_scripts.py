"""The files of `deploy/`, as far as they can be judged without putting anything on this machine."""

import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from tests.deploy.conftest import DEPLOY, ROOT, site, tool

SCRIPTS = sorted(DEPLOY.rglob("*.sh"))
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
HARDENED = (
    "User=capaian",
    "UMask=0077",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "CapabilityBoundingSet=",
    "SystemCallFilter=@system-service",
)


def named(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_a_script_can_be_read_by_its_shell(script):
    shell = script.read_text().splitlines()[0].removeprefix("#!")
    assert script.stat().st_mode & 0o111
    assert subprocess.run([shell, "-n", str(script)], capture_output=True, timeout=60).stderr == b""


def test_shellcheck_finds_nothing():
    found = subprocess.run([tool("shellcheck"), *map(str, SCRIPTS)], capture_output=True, text=True, timeout=60)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("unit", SERVICES, ids=named)
def test_a_service_is_shut_in(unit):
    lines = unit.read_text().splitlines()
    assert [line for line in HARDENED if line not in lines] == []


def test_systemd_understands_every_unit(tmp_path):
    """In a folder of its own, with a program where the office's will be."""
    command = tool("systemd-analyze")
    for unit in UNITS:
        text = unit.read_text().replace("/srv/capaian/app/.venv/bin/python", "/bin/true")
        text = text.replace("/srv/capaian/app/deploy/digest.sh", "/bin/true")
        (tmp_path / unit.name.replace("@.", "@8501.")).write_text(text)
    names = sorted(str(path) for path in tmp_path.iterdir())
    found = subprocess.run([command, "verify", "--man=no", *names], capture_output=True, text=True, timeout=60)
    ours = [line for line in found.stderr.splitlines() if "capaian" in line]
    assert ours == []


NAME = "capaian.example.go.id"


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A folder with two certificates for NAME and their keys, another's key with a passphrase, and one out of date."""
    folder = tmp_path_factory.mktemp("tls")
    new = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={NAME}")
    for stem in ("one", "two"):
        openssl(*new, "-keyout", folder / f"{stem}.key", "-out", folder / f"{stem}.pem")
    (folder / "over.pem").write_bytes(out_of_date((folder / "one.key").read_bytes()))
    openssl("pkey", "-in", folder / "one.key", "-aes256", "-passout", "pass:rahasia", "-out", folder / "shut.key")
    openssl("x509", "-in", folder / "one.pem", "-outform", "der", "-out", folder / "one.der")
    return folder


def out_of_date(key: bytes) -> bytes:
    """A certificate of NAME that was in force for one day."""
    private = serialization.load_pem_private_key(key, None)
    whose = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = x509.CertificateBuilder(whose, whose, private.public_key(), 1)
    made = made.not_valid_before(datetime(2026, 1, 1)).not_valid_after(datetime(2026, 1, 2))
    return made.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def openssl(*words: object) -> None:
    subprocess.run([tool("openssl"), *map(str, words)], check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize(
    ("certificate", "key", "name", "code", "said"),
    [
        ("one.pem", "one.key", NAME, 0, ""),
        ("one.pem", "one.key", "lain.example.go.id", 0, "tidak menyebut lain.example.go.id"),
        ("one.pem", "two.key", NAME, 2, "two.key: bukan kunci dari"),
        ("one.pem", "shut.key", NAME, 2, "Lepaskan sandinya: openssl pkey"),
        ("one.der", "one.key", NAME, 2, "Dari DER: openssl x509 -inform der"),
        ("one.key", "one.key", NAME, 2, "bukan sertifikat PEM"),
        ("over.pem", "one.key", NAME, 2, "Mintalah yang baru"),
    ],
)
def test_a_certificate_that_nginx_cannot_use_is_refused_before_it_replaces_another(
    pair, certificate, key, name, code, said
):
    command = [str(DEPLOY / "nginx" / "check_certificate.sh"), str(pair / certificate), str(pair / key), name]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60)
    told = answer.stdout + answer.stderr
    assert answer.returncode == code and said in told and bool(told) == bool(said)
    written = (DEPLOY / "install.sh").read_text()
    assert written.index("check_certificate.sh") < written.index('install -m 0644 "$certificate"')


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--certificate"], "--certificate: isinya tidak disebut"),
        (["--workers", ""], "--workers: isinya tidak disebut"),
        (["--naem", "x"], "--naem: tidak dikenal"),
    ],
)
def test_an_option_of_the_installer_that_says_nothing_is_named(words, said):
    answer = subprocess.run([str(DEPLOY / "install.sh"), *words], capture_output=True, text=True, timeout=60)
    assert (answer.returncode, answer.stdout) == (2, "") and answer.stderr.startswith(f"install.sh: {said}")


@pytest.mark.parametrize("ports", [(8501,), (8501, 8502), (8501, 8502, 8503)], ids=len)
def test_each_worker_has_a_place_and_the_next_as_its_stand_in(tmp_path, ports):
    written = site(tmp_path, "localhost:443", ports)
    for port, following in zip(ports, (*ports[1:], ports[0]), strict=True):
        block = re.search(rf"upstream capaian_{port} {{(.*?)}}", written, re.S)[1]
        assert f"server 127.0.0.1:{port} " in block
        assert (f"server 127.0.0.1:{following} backup;" in block) == (len(ports) > 1)
        assert re.search(rf'"{port}" capaian_{port};', written)


def test_the_container_is_laid_out_as_the_machine_is():
    """Its files exist, what the installer packs it copies too, and both serve the same home."""
    written = (DEPLOY / "Containerfile").read_text()
    copied = {word for line in re.findall(r"^COPY (.*) \S+$", written, re.M) for word in line.split()}
    packed = set(re.search(r"parts=\((.*?)\)", (DEPLOY / "install.sh").read_text(), re.S)[1].split())
    assert {name for name in copied | packed if not (ROOT / name).exists()} == set()
    assert packed - copied == set()
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench"} <= packed
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert "home:/srv/capaian/home" in services["app"]["volumes"] and services["app"]["read_only"]
    assert (
        "CAPAIAN_HOME=/srv/capaian/home" in written and "CAPAIAN_HOME=$srv/home" in (DEPLOY / "install.sh").read_text()
    )


def test_a_container_engine_reads_the_file(tmp_path):
    """Where there is an engine that can build; elsewhere only its layout is known to be right."""
    engine = shutil.which("podman") or shutil.which("docker")
    if engine is None or subprocess.run([engine, "info"], capture_output=True, timeout=60).returncode:
        pytest.skip("no container engine is running here, so the images were not built")
    command = [engine, "build", "-f", str(DEPLOY / "Containerfile"), "--target", "app", "-q", str(ROOT)]
    assert subprocess.run(command, capture_output=True, timeout=1800).returncode == 0
