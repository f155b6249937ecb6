"""What can be said of Windows without it: no call that it lacks, no code page of its own, no sign it refuses."""

import ast
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest

import cli
from data.home import Home
from data.ledger import entries
from reports.content.options import SUFFIX, Options
from reports.content.stamp import Stamp
from reports.lifecycle import render
from tests.data import uploads
from tests.test_architecture import FILES, ROOT

UNIX_MODULES = {"crypt", "fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
UNIX_NAMES = {
    "os": {"fork", "getuid", "geteuid", "getgid", "killpg", "mkfifo", "O_DIRECTORY", "setsid", "sysconf", "uname"},
    "signal": {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "alarm", "pause"},
}
OPENING = {"open", "read_text", "write_text", "fdopen", "TextIOWrapper", "NamedTemporaryFile"}
RESERVED = set('<>:"/\\|?*')


def faults(source: str) -> Iterator[str]:
    """What would fail or be read otherwise on Windows, one line each."""
    tree = ast.parse(source)
    guarded = {inner for node in ast.walk(tree) if _catches_import_error(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in guarded:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (f"{node.lineno}: import {name}" for name in names if name.split(".")[0] in UNIX_MODULES)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in UNIX_NAMES.get(node.value.id, ()):
                yield f"{node.lineno}: {node.value.id}.{node.attr}"
        elif isinstance(node, ast.Call):
            yield from _of_this_system(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and ("%-d" in node.value):
            yield f"{node.lineno}: %-d"


def _catches_import_error(node: ast.AST) -> bool:
    return isinstance(node, ast.Try) and any("ImportError" in ast.unparse(one.type or node) for one in node.handlers)


def _of_this_system(call: ast.Call) -> Iterator[str]:
    """A text file opened, or a program's text read, in the code page or with the ends of lines of the system."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    named = {keyword.arg for keyword in call.keywords}
    if name in {"run", "Popen", "check_output"} and named & {"text", "universal_newlines"} and "encoding" not in named:
        yield f"{call.lineno}: {name} reads text without encoding"
    if name not in OPENING or ast.unparse(call.func).split(".")[0] in NOT_FILES - (
        {"os"} if name == "fdopen" else set()
    ):
        return
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    words = {value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    modes = {word for word in words if word and set(word) <= set("rwaxbt+")}
    if any("b" in mode for mode in modes):
        return
    if "encoding" not in named and not any(word.startswith("utf-8") for word in words):
        yield f"{call.lineno}: {name} without encoding"
    if "newline" not in named and (name == "write_text" or any(set(mode) & set("wax") for mode in modes)):
        yield f"{call.lineno}: {name} without newline"


NOT_FILES = {"os", "packed", "parts", "tarfile"}
"""Whose `open` is no text file."""


@pytest.mark.parametrize("path", FILES)
def test_a_module_asks_for_nothing_that_windows_lacks(path):
    assert list(faults((ROOT / path).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ("import fcntl", "import fcntl"),
        ("def f():\n    from resource import setrlimit", "import resource"),
        ("import os\nos.fork()", "os.fork"),
        ("import signal\nprint(signal.SIGKILL)", "signal.SIGKILL"),
        ("open('x')", "open without encoding"),
        ("path.open('w')", "open without encoding"),
        ("path.read_text()", "read_text without encoding"),
        ("path.write_text(told, newline='')", "write_text without encoding"),
        ("path.write_text(told, encoding='utf-8')", "write_text without newline"),
        ("os.fdopen(descriptor, 'w', encoding='utf-8')", "fdopen without newline"),
        ("subprocess.run(command, text=True)", "run reads text without encoding"),
        ("day.strftime('%-d %B')", "%-d"),
    ],
)
def test_such_a_thing_is_found(source, finding):
    assert any(finding in line for line in faults(source))


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    import resource\nexcept ImportError:\n    pass",
        "path.open('rb')",
        "open('x', mode='wb')",
        "path.read_text(encoding='utf-8')",
        "path.write_text(told, 'utf-8', newline='')",
        "subprocess.run(command, capture_output=True)",
        "os.open(path, os.O_RDWR)",
    ],
)
def test_what_runs_on_windows_too_passes(source):
    assert list(faults(source)) == []


@pytest.mark.parametrize("page", ["cp1252", "cp437", "ascii"])
def test_the_terminal_writes_utf_8_whatever_the_code_page(monkeypatch, page):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=page) for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    cli._speak_utf_8()
    for stream in (out, err):
        print("≥ 90 % · Nagan Raya — “baik” …", file=stream, flush=True)
        assert stream.buffer.getvalue() == "≥ 90 % · Nagan Raya — “baik” …\n".encode()


@pytest.mark.parametrize("page", ["cp1252", "ascii"])
def test_a_command_as_a_program_writes_utf_8_whatever_the_code_page(page):
    """`PYTHONIOENCODING` stands for the code page of a pipe."""
    environment = {**os.environ, "PYTHONIOENCODING": page}
    command = [sys.executable, "cli.py", "targets", "check", "tidak-ada-é.yaml"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment, timeout=120)
    assert ran.returncode == 2
    assert ran.stderr.decode("utf-8").startswith("tidak-ada-é.yaml: ")


@pytest.mark.parametrize("period", ["2026-10", "2026-Q3", "2024-01..2026-10", "ytd:2026-10", "r12:2026-10"])
@pytest.mark.parametrize("format", SUFFIX)
def test_a_document_has_a_name_that_windows_takes(period, format):
    stamp = Stamp("MPP-2026-00076", 76, "0" * 64, "2026-11-16T08:00:00+07:00", "petugas")
    assert takes(render.file_name(stamp, Options(period, "11.71", "capaian", format, "id", None)))


def test_what_a_load_leaves_has_names_that_windows_takes(tmp_path):
    """Every name alone, the length of the longest path, and names in entries as posix paths."""
    home = Home(tmp_path / "home")
    uploads.send(
        home, "nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan\nA | 11.71 | DKC-01 | 2025-01-06"
    )
    paths = [path.relative_to(home.root) for path in home.root.rglob("*")]
    assert paths and all(takes(part) for path in paths for part in path.parts)
    assert max(len(str(path)) for path in paths) < 100, "Windows counts 260 signs from the drive on"
    for entry in entries.entries(home):
        assert not [name for name in entry.files if "\\" in name or "/" in name]


def takes(name: str) -> bool:
    """Whether Windows takes it for a file's name."""
    plain = not set(name) & RESERVED and not name.endswith((" ", ".")) and all(ord(sign) >= 32 for sign in name)
    return plain and not PureWindowsPath(name).is_reserved() and PureWindowsPath(name).name == name


@pytest.mark.parametrize("name", ["a:b.pdf", "a?.pdf", "con", "NUL.txt", "a.", "a\\b", "a/b", "a\n"])
def test_a_name_that_windows_refuses_is_known(name):
    assert not takes(name)


def test_what_is_checked_out_has_the_same_bytes_everywhere():
    """The fingerprints of settings and of the code rest on bytes; Git on Windows would turn the ends of lines."""
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert not [path for path in FILES if b"\r" in Path(ROOT / path).read_bytes()]
