"""A slice of `make fuzz`: spoilt files never end in an error of ours, nor in a ledger that changed without a word."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import CapaianError
from data.home import Home
from data.intake import load
from data.ledger import entries
from data.schema import kinds
from tests.intake import fuzz

FILES = {"csv": 20, "xlsx": 6, "ods": 6, "xls": 3, "xlsb": 3, "html": 6, "xml": 6, "zip": 4, "gz": 3}
"""So many of each, with 16 drawn tables: 73 in all."""
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ("11.71", "DKC-01", "2026-03-02", "31/12/2025 08.30", "selesai", "-", "n/a", "#N/A", "", "Rp 350.000,-")
    ),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


@pytest.mark.parametrize("form", FILES)
def test_spoilt_files_keep_the_promises(office, tmp_path, form):
    for seed in range(FILES[form]):
        fuzz.held(office, tmp_path, seed, form)


@settings(max_examples=16, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=7, max_size=8), max_size=6), mark=st.sampled_from(";,\t|"))
def test_any_cells_at_all_are_read_or_told(office, tmp_path, rows, mark):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerow(fuzz.HEADERS)
    writer.writerows(rows)
    path = tmp_path / "berkas.csv"
    path.write_text(out.getvalue(), encoding="utf-8", errors="replace", newline="")
    before = entries.head_seq(office)
    try:
        receipt = load.load(office, load.Request(path, kinds.kind("transactions"), dry_run=True))
    except CapaianError as error:
        assert error.message("en")
        return
    assert entries.head_seq(office) == before
    assert receipt.rows_accepted + receipt.rows_rejected <= receipt.rows_read <= len(rows)
    assert all(problem.message("id") and problem.message("en") for problem in receipt.problems)
