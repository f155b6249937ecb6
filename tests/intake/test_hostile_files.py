"""Files made to harm end as one clear refusal, in bounded time, and the process that took them lives on."""

import resource
import time

import pytest

from data.home import Home
from data.intake import load
from data.schema import kinds
from tests.data import uploads
from tests.intake import hostile

SECONDS = 25
MEBIBYTES = 1200
"""What the server itself may grow by: the child has its own limit."""
RULES = {"file_too_large", "file_unreadable", "file_empty", "too_many_columns", "quote_unclosed"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A home that has taken a good file before, so that what is measured is the hostile one alone."""
    home = Home(tmp_path_factory.mktemp("office") / "home")
    assert uploads.send(home, f"{uploads.HEADERS}\nA-1 | {uploads.ROW}").seq
    return home


@pytest.fixture
def send(office, tmp_path):
    """Load bytes under a name; holds time, memory and the ledger to their bounds."""

    def sent(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        ledger, begun = uploads.on_disk(office.ledger_dir), time.monotonic()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        receipt = load.load(office, load.Request(path, kinds.kind("transactions"), dry_run=True))
        assert time.monotonic() - begun < SECONDS
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < MEBIBYTES << 10
        assert uploads.on_disk(office.ledger_dir) == ledger
        return receipt

    return sent


@pytest.mark.parametrize("what", hostile.FILES)
def test_a_hostile_file_is_one_clear_refusal(send, what):
    name, made = hostile.FILES[what]
    receipt = send(name, made())
    assert receipt.refused and receipt.seq is None
    [problem] = [problem for problem in receipt.problems if problem.severity == "error"]
    assert problem.rule in RULES and problem.row is None
    assert len(problem.message()) < 300 and len(problem.message("en")) < 300


@pytest.mark.parametrize("what", hostile.ENTITIES)
def test_no_entity_is_ever_resolved(send, what):
    name, made = hostile.ENTITIES[what]
    receipt = send(name, made())
    told = repr(receipt.as_dict())
    assert "root:" not in told and "haha" not in told
    assert receipt.refused or receipt.rows_accepted <= 1


def test_the_same_process_takes_a_good_file_afterwards(send):
    assert send("baik.csv", hostile.HEADER + hostile.ROW.replace(b"A-1", b"A-9")).rows_accepted == 1
