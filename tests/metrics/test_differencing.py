"""What one region is told of a part of its province: nothing from which another region's figure comes back."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.identity.scope import EVERYTHING, Scope
from data.home import Home
from data.intake import load
from data.schema import kinds
from metrics.cells.differencing import FEWEST, told_sums, with_their_months, withheld
from metrics.periods import Period
from metrics.scorecard import comparator, score
from metrics.scorecard.workspace import Workspace

OWN = "11.71"
COUNTS = {
    "DKC-01": {OWN: 5, "11.05": 3, "11.06": 2, "11.07": 4, "11.08": 1},
    "DKC-02": {OWN: 4, "11.05": 7},
    "DKC-03": {OWN: 1, "11.05": 1, "11.06": 1, "11.07": 1},
    "DKC-04": {OWN: 2},
    "DKC-05": {"11.05": 1},
}
"""Service → region → applications decided in October 2026; of DKC-02 one other region is all there is."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with these applications."""
    root = tmp_path_factory.mktemp("few") / "home"
    lines = ["nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;status"]
    for service, regions in COUNTS.items():
        for region, count in regions.items():
            lines += [
                f"{service}-{n};{region};{service};2026-10-05 09:00;2026-10-06 10:00;selesai" for n in range(count)
            ]
    lines += [f"open-{region};{region};DKC-05;2026-10-05 09:00;;proses" for region in (OWN, "11.05", "11.06", "11.07")]
    lines += ["later;11.05;DKC-01;2026-11-05 09:00;2026-11-06 10:00;selesai"]
    file = root.parent / "a.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert not load.load(Home(root), load.Request(file, kinds.kind("transactions"))).refused
    return Home(root)


@pytest.mark.parametrize(
    ("own", "are_cases_told"),
    [({OWN}, True), ({OWN, "11.05"}, True), ({OWN, "11.05", "11.06"}, False), (None, True)],
)
def test_of_few_others_together_the_number_of_cases_is_not_told(home, own, are_cases_told):
    with Workspace(home, Scope(None if own is None else frozenset(own))) as workspace:
        known = workspace.indicators
        wanted = [known["clearance_rate"], known["median_processing_days"]]
        rest = comparator.rest_of_province(workspace.reader, Period("2026-10"), OWN, wanted, known)
    assert {id_: others.n is not None for id_, others in rest.items()} == {each.id: are_cases_told for each in wanted}
    assert all(others.actual is not None for others in rest.values())


def by_service(home, scope, indicator, period="2026-10"):
    with Workspace(home, scope) as workspace:
        return {row.member: row for row in score.scored(workspace, period, None, [indicator], "service").rows}


@pytest.mark.parametrize("indicator", ["completed", "rejected", "clearance_rate", "median_processing_days"])
def test_a_part_with_few_others_is_not_told_and_says_why(home, indicator):
    told = by_service(home, Scope(frozenset({OWN})), indicator)
    hidden = {member for member, row in told.items() if "few_regions" in row.reasons}
    assert "DKC-02" in hidden and "DKC-01" not in hidden
    for member in hidden:
        row = told[member]
        assert (row.actual, row.numerator, row.denominator, row.n, row.interval) == (None,) * 5, row
        assert row.variation is None and row.assurance is None and row.achievement_pct is None


@pytest.mark.parametrize("period", ["2026-Q4", "2026", "r12:2026-11", "ytd:2026-11", "2026-10..2026-11"])
def test_a_longer_period_less_the_months_told_tells_no_other_month(home, period):
    one = Scope(frozenset({OWN}))
    assert by_service(home, one, "completed")["DKC-01"].actual == 15
    assert by_service(home, one, "completed", period)["DKC-01"].reasons[0] == "few_regions"
    assert by_service(home, EVERYTHING, "completed", period)["DKC-01"].actual == 16


def test_a_sum_of_two_streams_is_told_only_where_each_is(home):
    """Many have received it, one has decided: the numerator of the clearance rate is that one's."""
    one = Scope(frozenset({OWN}))
    assert by_service(home, one, "received")["DKC-05"].actual == 5
    assert by_service(home, one, "clearance_rate")["DKC-05"].numerator is None


def test_the_whole_less_what_is_told_is_of_three_others_at_least(home):
    told = by_service(home, Scope(frozenset({OWN})), "completed")
    hidden = {member for member, row in told.items() if row.actual is None}
    others = {region for member in hidden for region in COUNTS[member]} - {OWN}
    assert len(others) >= FEWEST


def test_who_sees_all_is_told_all_and_one_s_own_region_is_told_whole(home):
    assert {row.member: row.actual for row in by_service(home, EVERYTHING, "completed").values()} == {
        service: sum(regions.values()) for service, regions in COUNTS.items()
    }
    with Workspace(home, Scope(frozenset({OWN}))) as workspace:
        rows = score.scored(workspace, "2026-10", OWN, ["completed"], "service").rows
    assert {row.member: row.actual for row in rows} == {
        service: regions.get(OWN, 0) for service, regions in COUNTS.items()
    }


@pytest.mark.parametrize(
    ("drawn", "period", "is_told"),
    [
        ("oct: own b c d; nov: own b c d", "2026-Q4", True),
        ("oct: own b c d; nov: own b", "2026-Q4", False),
        ("oct: own b c d; nov: own", "2026-Q4", True),
        ("oct: own b c d; nov: own b", "2026-10", True),
        ("oct: b; nov: c; dec: d", "2026-Q4", False),
    ],
)
def test_a_month_that_is_not_told_does_not_come_back_from_a_longer_period(drawn, period, is_told):
    """`drawn` says which regions have rows of the part in each month."""
    months = {"oct": "2026-10", "nov": "2026-11", "dec": "2026-12"}
    rows = {
        months[name]: frozenset(regions.split())
        for name, regions in (part.strip().split(": ") for part in drawn.split(";"))
    }
    standing = {(code, "x"): regions for code, regions in rows.items()} | {
        ("2026-Q4", "x"): frozenset().union(*rows.values())
    }
    standing |= {(code, "y"): frozenset("bcdefg") for code in (*rows, "2026-Q4")}
    hidden = with_their_months(
        withheld(standing, frozenset({"own"})), {"2026-Q4": tuple(months.values()), "2026-10": ("2026-10",)}
    )
    assert ((period, "x") not in hidden) is is_told


REGIONS = st.frozensets(st.sampled_from("abcdefg"), min_size=1)


@given(st.dictionaries(st.tuples(st.sampled_from(["p", "q"]), st.sampled_from("12345")), REGIONS, min_size=1))
def test_neither_a_part_nor_what_is_left_over_is_of_few_others(standing):
    own = frozenset("a")
    hidden = withheld(standing, own)
    for period in {code for code, _ in standing}:
        told = {key: regions for key, regions in standing.items() if key[0] == period and key not in hidden}
        assert all(len(regions - own) >= FEWEST or not regions - own for regions in told.values())
        left = [regions - own for key, regions in standing.items() if key[0] == period and key in hidden]
        if left and told:
            everyone = frozenset().union(*left)
            assert len(everyone) >= FEWEST or not any(len(regions - own) for regions in told.values())


AGENCY_OF = {"s1": "A", "s2": "A", "s3": "A", "t1": "B", "t2": "B", "u1": "C", "u2": "C", "v1": "D"}
FEW_OR_MANY = st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=4)


@given(st.fixed_dictionaries(dict.fromkeys(AGENCY_OF, FEW_OR_MANY)))
def test_services_and_agencies_and_the_whole_together_tell_nothing_of_few_others(regions):
    """Whatever is told is added and taken away in every way: no sum of few others' rows comes out."""
    own = frozenset("a")
    services = {("p", service): found for service, found in regions.items()}
    agencies = {
        ("p", agency): frozenset().union(*(regions[s] for s in AGENCY_OF if AGENCY_OF[s] == agency))
        for agency in set(AGENCY_OF.values())
    }
    hidden_agencies = withheld(agencies, own)
    sums = told_sums({("p", service): agency for service, agency in AGENCY_OF.items()}, hidden_agencies)
    hidden = withheld(services, own, sums)
    names = sorted(AGENCY_OF)
    told = [np.ones(len(names))]
    told += [np.array([float(n == s) for n in names]) for s in names if ("p", s) not in hidden]
    told += [
        np.array([float(AGENCY_OF[n] == agency) for n in names])
        for _, agency in agencies
        if ("p", agency) not in hidden_agencies
    ]
    for size in (1, 2, 3):
        for some in itertools.combinations(names, size):
            others = frozenset().union(*(regions[s] for s in some)) - own
            wanted = np.array([float(n in some) for n in names])
            is_told = np.linalg.matrix_rank(np.array([*told, wanted])) == np.linalg.matrix_rank(np.array(told))
            everyone = frozenset().union(*regions.values()) - own
            if is_told and others and len(everyone) >= FEWEST:
                assert len(others) >= FEWEST, some
