"""What `obstacles --format json` answers, to the letter of the contract (design §9, rules.md §5)."""

from pathlib import Path

import pytest

from tests.cli.conftest import terminal
from tests.spec.drawn import DrawnHome, opened

KEYS = (
    "indicator", "period", "member", "actual", "target", "gap_cases", "verdict", "rate_effect", "mix_effect", "where",
    "slices", "reasons", "stages", "since", "forecast", "sentences", "as_of",
)  # fmt: skip
BESIDE = ("n", "reference", "reference_n")
"""What the contract does not ask for, behind what it does."""
VERDICTS = {"rate", "mix", "both", "nothing_notable"}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Two regions and two months; Lhokseumawe is held up by one thing in one service."""
    with opened(tmp_path_factory.mktemp("office") / "home") as home:
        home.targets('on_time_rate:\n  - {from: "2026-01", value: 90, decree: "SK"}')
        home.transactions("""
          n  | region_code | complete_at | decided_at | standard | kanal      | kode_hambatan
          60 | 11.71       | 2026-06-03  | 2026-06-05 | 3 days   | langsung   |
          40 | 11.73       | 2026-06-03  | 2026-06-05 | 3 days   | elektronik |
          40 | 11.73       | 2026-06-03  | 2026-06-05 | 5 days   | langsung   |
          60 | 11.71       | 2026-07-06  | 2026-07-08 | 3 days   | langsung   |
          40 | 11.73       | 2026-07-06  | 2026-07-08 | 3 days   | elektronik |
          10 | 11.73       | 2026-07-06  | 2026-07-08 | 5 days   | langsung   |
          25 | 11.73       | 2026-07-06  | 2026-07-15 | 5 days   | langsung   | H04
          5  | 11.73       | 2026-07-06  | 2026-07-15 | 5 days   | langsung   |
        """)
        yield home


def asked(office: DrawnHome, *options: str):
    root: Path = office.home.root
    answer = terminal(
        root, "obstacles", "--indicator", "on_time_rate", "--period", "2026-07", "--format", "json", *options
    )
    assert answer.code == 0, answer
    return answer.told


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--region", "11.73"),
        ("--against", "previous"),
        ("--against", "last_year"),
        ("--region", "11.73", "--against", "province"),
        ("--region", "11"),
    ],
)
def test_the_answer_has_the_keys_of_the_contract_and_no_other(office, options):
    found = asked(office, *options)
    assert tuple(found) == KEYS + BESIDE
    assert found["verdict"] in VERDICTS
    assert found["as_of"] == 4
    assert tuple(found["where"]) == ("region", "service", "agency", "channel")
    for rows in found["where"].values():
        assert all(tuple(row) == ("member", "shortfall", "share") for row in rows)
        assert sum(row["shortfall"] for row in rows) == pytest.approx(found["gap_cases"] or 0, abs=1e-9)
    assert all(tuple(row) == ("where", "cases", "share", "stability") for row in found["slices"])
    reason = ("obstacle_code", "source", "late_cases", "excess_working_days", "controllable", "actual_without")
    assert found["reasons"] and all(tuple(row) == reason for row in found["reasons"])
    assert tuple(found["forecast"])[:3] == ("year_end", "interval", "needed_per_month")
    assert tuple(found["forecast"])[3:] == (
        "reason", "interval_reason", "alternatives", "event", "still_possible", "target"
    )  # fmt: skip
    assert tuple(found["sentences"]) == ("id", "en")
    assert all(1 <= len(told) <= 3 for told in found["sentences"].values())


def test_the_slice_is_found_and_the_sentences_name_it(office):
    found = asked(office)
    assert found["gap_cases"] == pytest.approx(0.9 * 140 - 110)
    [slice_] = found["slices"]
    assert slice_["where"].get("service_code") == "5-HARI" or slice_["where"].get("region_code") == "11.73"
    assert slice_["where"]["obstacle_code"] == "H04"
    assert 0 < slice_["stability"] <= 1
    assert "berkaitan dengan" in " ".join(found["sentences"]["id"])
    assert "associated with" in " ".join(found["sentences"]["en"])
    for told in (*found["sentences"]["id"], *found["sentences"]["en"]):
        assert not {"disebabkan", "akibat", "caused", "because"} & set(told.lower().split())


def test_the_table_prints_the_same_figures(office):
    answer = terminal(office.home.root, "obstacles", "--indicator", "on_time_rate", "--period", "2026-07")
    assert (answer.code, answer.err) == (0, "")
    assert "H04" in answer.out and "kurang 16 berkas" in answer.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--indicator", "tidak_ada"), 2),
        (("--indicator", "on_time_rate", "--region", "12.71"), 2),
        (("--indicator", "on_time_rate", "--against", "province"), 2),
        (("--indicator", "on_time_rate", "--period", "2026-13"), 2),
    ],
)
def test_a_wrong_question_is_one_line(office, options, code):
    terminal(office.home.root, "obstacles", *options).refused(code)


def test_as_of_answers_from_before(office):
    assert asked(office, "--as-of", "4") == asked(office)
