"""The files of `deploy/`, as far as they can be judged without putting anything on this machine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

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
