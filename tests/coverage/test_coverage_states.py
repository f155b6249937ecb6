"""Where regions stand: what is unknown is never a no, and all states together are always all regions."""

import csv
from collections import Counter
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.identity.scope import EVERYTHING, Scope
from data.errors import RefusedError
from data.home import SHIPPED
from data.settings import mpp_milestones
from metrics.acts import confirmations, declarations
from metrics.acts.confirmations import Confirmation
from metrics.acts.declarations import Declaration
from metrics.mpp import rollout_outlook
from metrics.mpp.rollout import STATES, coverage, paths
from metrics.obstacles.explain import explain
from tests.spec.drawn import opened

with (SHIPPED / "reference" / "regions.csv").open(encoding="utf-8", newline="") as _file:
    PEOPLE = {row["code"]: int(row["population"]) for row in csv.DictReader(_file) if row["parent"]}
OPERATING = ["11.04", "11.05", "11.06", "11.07", "11.15", "11.16", "11.71", "11.73", "11.74"]
DAY = date(2026, 11, 16)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """A home with nothing but what is shipped: the news about each region, and the target of 23."""
    with opened(tmp_path_factory.mktemp("seeded") / "home") as home:
        (home.home.root / "targets.yaml").unlink()
        yield home


@pytest.fixture
def drawn(tmp_path):
    with opened(tmp_path / "home") as home:
        (home.home.root / "targets.yaml").unlink()
        yield home


def test_by_the_news_nine_operate_two_are_planned_and_of_twelve_nothing_is_known(seeded):
    found = coverage(seeded.home, EVERYTHING)
    assert found.regions == {"operating": 9, "planned": 2, "without": 0, "unknown": 12}
    assert [path.region for path in found.paths if path.state == "operating"] == OPERATING
    assert found.served_share == sum(PEOPLE[code] for code in OPERATING) / sum(PEOPLE.values())
    assert not any(path.confirmed_by for path in found.paths)
    assert [path.region for path in found.paths if path.disputed] == ["11.07"]


@pytest.mark.parametrize(
    ("day", "operating"),
    [("2019-12-02", 0), ("2019-12-03", 1), ("2022-12-31", 2), ("2024-12-11", 4), ("2024-12-31", 7), ("2025-10-16", 9)],
)
def test_how_many_operated_on_a_day_follows_from_their_dates(seeded, day, operating):
    found = coverage(seeded.home, EVERYTHING, date.fromisoformat(day))
    assert (found.regions["operating"], found.regions["unknown"]) == (operating, 12)
    assert sum(found.regions.values()) == 23


def test_the_state_at_a_months_end_is_the_indicators_figure(seeded):
    for month in ("2019-11", "2019-12", "2024-12", "2026-10"):
        row = seeded.score(month, indicators=["mpp_operating"]).rows[0]
        last = pd.Period(month).end_time.date()
        assert coverage(seeded.home, EVERYTHING, last).regions["operating"] == row.actual, month


partial = st.one_of(st.none(), st.dates(date(2018, 1, 1), DAY).map(str), st.just("2024-05"), st.just("2023"))
known = st.tuples(st.sampled_from(["operasi", "rencana", "belum", "belum ada data"]), partial)
steps = st.tuples(
    st.sampled_from(sorted(PEOPLE)), st.sampled_from(["lokasi", "soft_launch", "peresmian", "mpp_digital"]), partial
)


class Told:
    """A reader that answers with drawn states, in place of a warehouse."""

    def __init__(self, states, uploads):
        self._states, self._uploads = states, uploads

    def by_region(self, sql):
        if "region_operation" in sql:
            rows = [(code, PEOPLE[code], status, began, "news") for code, (status, began) in self._states.items()]
            return pd.DataFrame(rows, columns=["region_code", "population", "status", "began_on", "told_by"])
        columns = ["region_code", "milestone", "happened_on", "planned_on", "document_no", "note", "seq"]
        return pd.DataFrame([(*row, None, "SK", None, 1) for row in self._uploads], columns=columns)


@settings(max_examples=60, derandomize=True)
@given(
    states=st.fixed_dictionaries(dict.fromkeys(PEOPLE, known)),
    uploads=st.lists(steps, max_size=12),
    day=st.dates(date(2018, 1, 1), DAY),
)
def test_the_states_always_add_up_to_23_and_unknown_is_never_a_no(seeded, states, uploads, day):
    found = paths(Told(states, uploads), seeded.home, day)
    counts = Counter(path.state for path in found)
    assert sum(counts[state] for state in STATES) == len(PEOPLE) == 23
    assert counts["unknown"] == sum(status == "belum ada data" for status, _ in states.values())
    begun = [began for status, began in states.values() if status == "operasi"]
    assert counts["operating"] == sum(began is None or (began + "-01-01")[:10] <= str(day) for began in begun)


def test_an_upload_replaces_the_news_and_both_stay_in_sight(drawn):
    drawn.milestones("""
      region_code | milestone   | planned_on | happened_on
      11.07       | soft_launch | 2024-10    | 2025-02-03
      11.01       | lokasi      |            | 2025-06
      11.02       | mpp_digital | 2027-01    |
    """)
    found = {path.region: path for path in coverage(drawn.home, EVERYTHING).paths}
    pidie = found["11.07"]
    assert (pidie.state, pidie.since, pidie.told_by, pidie.disputed) == ("operating", "2025-02-03", "milestones", True)
    assert [(step.source, step.counts) for step in pidie.steps if step.milestone == "soft_launch"] == [
        ("upload", True),
        ("news", False),
    ]
    assert (found["11.01"].state, found["11.01"].stage, found["11.01"].since) == ("planned", "lokasi", "2025-06")
    assert found["11.02"].state == "unknown", "a plan for MPP Digital does not say whether there is an MPP"


def test_a_confirmation_is_of_what_stood_and_needs_a_document(drawn):
    made = Confirmation("11.71", "BA 3/2026", date(2026, 11, 2))
    confirmations.confirm(drawn.home, EVERYTHING, "gubernur", made)
    by = {path.region: path.confirmed_by for path in coverage(drawn.home, EVERYTHING).paths}
    assert (by["11.71"], by["11.73"]) == ("gubernur", "")
    drawn.milestones("""
      region_code | milestone   | happened_on
      11.71       | soft_launch | 2019-12-05
    """)
    [path] = [path for path in coverage(drawn.home, EVERYTHING).paths if path.region == "11.71"]
    assert path.confirmed_by == "", "what was uploaded later is not what was confirmed"
    for wrong in (
        Confirmation("11.99", "BA", DAY),
        Confirmation("11.71", " ", DAY),
        Confirmation("11.71", "BA", date(2027, 1, 1)),
    ):
        with pytest.raises(RefusedError):
            confirmations.confirm(drawn.home, EVERYTHING, "gubernur", wrong)
    with pytest.raises(RefusedError):
        confirmations.confirm(drawn.home, Scope(frozenset({"11.01"})), "bupati", made)


def test_a_regent_sees_the_own_path_and_the_counts_of_the_province(seeded):
    found = coverage(seeded.home, Scope(frozenset({"11.73"})))
    assert [path.region for path in found.paths] == ["11.73"]
    assert found.regions == {"operating": 9, "planned": 2, "without": 0, "unknown": 12}


def test_the_gap_is_explained_by_regions_obstacles_and_plans(drawn):
    drawn.milestones("""
      region_code | milestone      | planned_on | happened_on
      11.11       | kajian_urgensi | 2026-01    | 2026-03
      11.11       | lokasi         | 2026-06    |
      11.11       | soft_launch    | 2026-11    |
      11.18       | soft_launch    | 2026-12    |
    """)
    for region, code in (("11.11", "H13"), ("11.01", "H13"), ("11.18", "H12")):
        declared = Declaration(region, code, "SK 1", date(2026, 5, 1), "uraian")
        declarations.declare(drawn.home, EVERYTHING, "petugas", declared)
    found = explain(drawn.home, EVERYTHING, "mpp_operating", "2026-09")
    assert found.gap_cases == 23 - 9
    assert [(row["member"], row["stage"], row["since"]) for row in found.where["region"]] == [
        ("11.11", "kajian_urgensi", "2026-03"),
        ("11.18", "rencana", None),
    ]
    assert len(found.where["unknown"]) == 12
    told = [reason.as_dict() for reason in found.reasons]
    assert [(one["obstacle_code"], one["region"], one["population"]) for one in told] == [
        ("H13", "11.01", PEOPLE["11.01"]),
        ("H13", "11.11", PEOPLE["11.11"]),
        ("H12", "11.18", PEOPLE["11.18"]),
    ]
    # Late by 2 (January to March) and by 3 so far (June to September): 2.5, rounded up, takes both past the year.
    # 14 regions in 3 months are 5 a month: whole ones.
    assert (found.forecast.year_end, found.forecast.interval, found.forecast.needed_per_month) == (11, (9, 11), 5)
    held = rollout_outlook.held_back(coverage(drawn.home, EVERYTHING), declarations.listed(drawn.home, EVERYTHING))
    assert [(one.code, one.regions) for one in held] == [("H13", ("11.01", "11.11")), ("H12", ("11.18",))]


def test_a_home_may_bring_its_own_path_but_not_without_the_steps_of_operation(drawn):
    shipped = (SHIPPED / "reference" / "milestones.csv").read_text(encoding="utf-8")
    place = drawn.home.root / "reference" / "milestones.csv"
    place.write_text(shipped + "pelatihan,Pelatihan petugas,Training,2,SK 5\n", encoding="utf-8")
    assert list(mpp_milestones.milestones(drawn.home)["code"])[-1] == "pelatihan"
    place.write_text(shipped.replace("\nperesmian,", "\nresmi,"), encoding="utf-8")
    with pytest.raises(Exception, match=r"milestones\.csv.*peresmian"):
        mpp_milestones.milestones(drawn.home)
