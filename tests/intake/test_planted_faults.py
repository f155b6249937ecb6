"""Faults planted in a thousand rows: every one is reported exactly once, and no good row is refused."""

import pytest

from data.home import Home
from data.intake import load
from data.schema import kinds
from tests.data import uploads
from tests.intake import planted


@pytest.fixture
def office(tmp_path):
    """A home for each file: in one home the second would use the numbers of the first again."""
    return Home(tmp_path / "office" / "home")


@pytest.mark.parametrize(("form", "seed"), [("csv", 1), ("xlsx", 2)])
def test_every_fault_is_found_once_and_every_good_row_is_accepted(office, tmp_path, form, seed):
    file = planted.planted(seed)
    path = getattr(planted, f"write_{form}")(file, tmp_path / f"berkas.{form}")
    receipt = load.load(office, load.Request(path, kinds.kind("transactions"), region="11.71"))
    assert len(planted.FAULTS) >= 50
    assert sorted(uploads.found(receipt), key=repr) == sorted(file.findings, key=repr)
    assert set(uploads.rows(office, receipt)["row_no"]) == file.accepted
    assert receipt.rows_read == planted.ROWS and receipt.rows_accepted == len(file.accepted)
