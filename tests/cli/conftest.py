"""The terminal in a test: commands run in this process or in one of their own, on a home of the test's."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import cli
from tests import patience

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """What was printed, read as JSON."""
        return json.loads(self.out)

    def refused(self, code: int) -> str:
        """The one line on stderr that says why, with that exit code."""
        assert self.code == code, self
        assert self.err.count("\n") == 1 and self.err.strip(), f"stderr is one line: {self.err!r}"
        return self.err.strip()


def terminal(home: Path, *arguments: object) -> Answer:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    before = os.environ.get("CAPAIAN_HOME")
    os.environ["CAPAIAN_HOME"] = str(home)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main([str(argument) for argument in arguments])
    finally:
        if before is None:
            del os.environ["CAPAIAN_HOME"]
        else:
            os.environ["CAPAIAN_HOME"] = before
    return Answer(code, out.getvalue(), err.getvalue())


def program(home: Path, *arguments: object) -> Answer:
    """Run `python cli.py …` in a process of its own, as a user does."""
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    environment = os.environ | {"CAPAIAN_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, env=environment, cwd=home.parent, capture_output=True, encoding="utf-8", timeout=patience.SECONDS
    )
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A home that does not exist yet."""
    return tmp_path / "home"
