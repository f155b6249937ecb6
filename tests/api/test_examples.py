"""The examples of `examples/api/` on a real server: Python's and curl's; those for R and Excel are not run here."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from tests import patience

EXAMPLES = Path(__file__).parents[2] / "examples" / "api"
PERIOD = "2026-10"


@pytest.fixture(scope="module")
def run(office, governor, tmp_path_factory):
    """Run an example beside the server: `run(command, token)` is its exit code, what it printed, and its folder."""
    config = uvicorn.Config(office.client.app, port=0, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    folder = tmp_path_factory.mktemp("examples")

    def ran(*command, token=governor.token):
        own = {"CAPAIAN_URL": f"http://127.0.0.1:{port}", "CAPAIAN_TOKEN": token}
        done = subprocess.run(
            [*command, PERIOD],
            cwd=folder,
            env=os.environ | own,
            capture_output=True,
            encoding="utf-8",
            timeout=patience.SECONDS,
        )
        return done.returncode, done.stdout + done.stderr, folder

    yield ran
    server.should_exit = True
    thread.join(10)


def test_python_prints_what_is_missed_or_the_error(run, governor):
    rows = governor.ask(f"score?period={PERIOD}").json()
    missed = [row["indicator"] for row in rows if row["status"] == "missed"]
    code, printed, _ = run(sys.executable, EXAMPLES / "missed_targets.py")
    assert code == 0 and [line.split()[0] for line in printed.splitlines()] == missed != []
    code, printed, _ = run(sys.executable, EXAMPLES / "missed_targets.py", token="x")
    assert code == 1 and printed.startswith("401 ") and "Traceback" not in printed


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl tidak terpasang")
def test_curl_fetches_once_and_keeps_the_file_while_nothing_changed(run):
    for _ in range(2):
        code, printed, folder = run("sh", EXAMPLES / "scorecard.sh")
        assert (code, printed) == (0, "")
        assert json.loads((folder / f"score-{PERIOD}.json").read_text(encoding="utf-8"))
