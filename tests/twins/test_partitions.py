"""A warehouse brought forward, by months of regions, equals one made from nothing, after any run of loads and undos."""

import shutil
from unittest import mock

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.warehouse import records
from metrics.cells import build
from tests.depth import examples
from tests.twins.offices import Offices, acts, later, offices


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    with offices(tmp_path_factory.mktemp("office")) as found:
        yield found


@settings(max_examples=examples(3, deep=150), derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    history=acts,
    then=st.lists(later, max_size=3),
    every=st.integers(1, 4),
    at_once=st.sampled_from([2, 3, 200]),
)
def test_a_warehouse_brought_forward_is_the_one_made_from_nothing(
    made: Offices, history, then, every, at_once, tmp_path_factory
):
    """Caught up after every few acts, some entries at once; the other from nothing, entry by entry and all at once."""
    office = made.new()
    forward = tmp_path_factory.mktemp("forward") / "warehouse.duckdb"
    with mock.patch.object(records, "ENTRIES_AT_ONCE", at_once):
        for place, act in enumerate((*history, *then), start=1):
            office.does(act)
            if place % every == 0:
                build.catch_up(office.home)
        build.catch_up(office.home)
        shutil.copyfile(office.home.warehouse_path, forward)
    for one_by_one in (1, 200):
        with mock.patch.object(records, "ENTRIES_AT_ONCE", one_by_one):
            build.rebuild(office.home)
        assert differences(forward, office.home.warehouse_path) == {}
    with duckdb.connect(forward, read_only=True) as con:
        once = con.execute("select count(*) = count(distinct (region_code, month, seq)) from reports").fetchone()
    assert once == (True,), "an upload reports a region's month once, however many of its rows tell of it"


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
        for table in sorted(tables["anew"]):
            for one, other in (("forward", "anew"), ("anew", "forward")):
                rows = con.execute(f"from {one}.{table} except all from {other}.{table}").fetchall()
                if rows:
                    found[f"{table} only {one}"] = rows[:3]
        return found
