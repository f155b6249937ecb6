"""Cells brought forward by months of regions equal those made from nothing, after any run of loads and undos."""

import shutil

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.cells import build
from tests.depth import examples
from tests.twins.offices import Offices, acts, later, offices

DERIVED = ("cells_", "counts_", "region_sums_", "region_counts_", "reported", "months", "complaint_months")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    with offices(tmp_path_factory.mktemp("office")) as found:
        yield found


@settings(max_examples=examples(2, deep=150), derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(history=acts, then=st.lists(later, max_size=3))
def test_cells_brought_forward_are_those_made_from_nothing(made: Offices, history, then, tmp_path_factory):
    office = made.new()
    for act in (*history, *then):
        office.does(act)
        build.catch_up(office.home)
    forward = tmp_path_factory.mktemp("forward") / "warehouse.duckdb"
    shutil.copyfile(office.home.warehouse_path, forward)
    build.rebuild(office.home)
    assert differences(forward, office.home.warehouse_path) == {}


def differences(forward, anew):
    """Table → the rows that only one of the two warehouses has."""
    with duckdb.connect() as con:
        con.execute(f"attach '{forward}' as forward (read_only); attach '{anew}' as anew (read_only)")
        named = "select table_name from duckdb_tables() where database_name = $place"
        tables = {
            place: {row[0] for row in con.execute(named, {"place": place}).fetchall()} for place in ("forward", "anew")
        }
        assert tables["forward"] == tables["anew"]
        found = {}
        for table in sorted(filter(lambda name: name.startswith(DERIVED), tables["anew"])):
            for one, other in (("forward", "anew"), ("anew", "forward")):
                rows = con.execute(f"from {one}.{table} except all from {other}.{table}").fetchall()
                if rows:
                    found[f"{table} only {one}"] = rows[:3]
        return found
