"""Health of the data: what each month of each region is, and which volumes are worth a question."""

import pytest

from data.ledger import open_problems, stored_records
from metrics.monitoring.reporting_health import health
from tests.workspaces import ask

# Today is 16 November 2026.


def states(home, region: str, *months: str) -> list[str]:
    found = ask(home.home, health)
    return [found.states[region, month] for month in months]


def test_a_month_is_reported_missing_running_or_not_started(home):
    home.transactions("""
      region_code | received_at
      11.71       | 2026-07-06
      11.71       | 2026-09-07
    """)
    asked = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11")
    told = ["not_started", "reported", "missing", "reported", "missing", "running"]
    assert states(home, "11.71", *asked) == told
    assert states(home, "11.01", "2026-07") == ["not_started"]


def test_a_recap_of_zeros_is_nil_which_is_not_missing(home):
    home.recap("""
      month   | received | completed | completed_on_time
      2026-08 | 4        | 4         | 4
      2026-09 | 0        | 0         | 0
    """)
    assert states(home, "11.71", "2026-08", "2026-09", "2026-10") == ["reported", "nil", "missing"]


def test_only_a_region_that_plans_its_mpp_and_sent_nothing_is_not_applicable(home):
    home.mpp_status("""
      code  | status
      11.71 | rencana
      11.18 | belum
      11.01 | operasi
    """)
    home.transactions("""
      region_code | received_at
      11.71       | 2026-07-06
    """)
    found = ask(home.home, health)
    told = [found.states[code, "2026-08"] for code in ("11.71", "11.18", "11.01")]
    assert told == ["missing", "not_applicable", "not_started"]


def test_a_decreed_month_without_report_is_force_majeure(home):
    home.force_majeure("""
      region_code | from       | to         | decree
      11.71       | 2026-08-01 | 2026-09-30 | SK 1
    """)
    home.transactions("""
      region_code | received_at
      11.71       | 2026-07-06
      11.71       | 2026-09-07
    """)
    assert states(home, "11.71", "2026-08", "2026-09", "2026-10") == ["force_majeure", "reported", "missing"]


def test_the_calendar_ends_with_the_running_month_and_has_24(home):
    found = ask(home.home, health)
    assert (len(found.months), found.months[0], found.months[-1]) == (24, "2024-12", "2026-11")
    assert len(found.regions) == 23 and found.through["11.71"] is None and found.province_through is None


@pytest.mark.parametrize(("number", "far"), [(9, True), (10, False), (40, False), (41, True)])
def test_a_volume_is_asked_about_beyond_twice_or_half_the_median_of_six_months(home, number, far):
    before = "\n".join(f"2026-{month:02}-06 | 20" for month in range(4, 10))
    home.transactions(f"received_at | n\n{before}\n2026-10-06 | {number}")
    told = [(drift.region, drift.month, drift.volume, drift.median) for drift in ask(home.home, health).drifts]
    assert told == ([("11.71", "2026-10", number, 20)] if far else [])


def test_a_month_without_six_reported_months_before_it_is_not_asked_about(home):
    before = "\n".join(f"2026-{month:02}-06 | 20" for month in range(5, 10))
    home.transactions(f"received_at | n\n{before}\n2026-10-06 | 1")
    assert ask(home.home, health).drifts == ()


def test_recap_counts_only_where_there_are_no_records_of_the_service_in_the_month(home):
    home.transactions("""
      received_at | n
      2026-08-03  | 6
    """)
    home.recap("""
      month   | received | completed | completed_on_time
      2026-08 | 100      | 100       | 100
      2026-09 | 4        | 4         | 4
    """)
    assert stored_records.recap_beside_records(home.home).to_dict("records") == [
        {"region_code": "11.71", "recap": 4, "records": 6}
    ]


def test_questions_on_registers_of_an_empty_home_have_no_rows(home):
    assert stored_records.recap_beside_records(home.home).empty
    assert open_problems.open_problems(home.home) == []


def test_refused_rows_are_open_until_their_upload_is_undone(home):
    receipt = home.transactions(
        """
      received_at | region_code
      2026-08-03  | 11.71
      2026-08-03  | 11.99
      2026-08-04  | 11.98
        """,
        refused=2,
    )
    [found] = open_problems.open_problems(home.home)
    assert (found.seq, found.read, found.rejected) == (receipt.seq, 3, 2)
    assert (found.rule, found.rule_count) == ("region_unknown", 2)
    home.undo(receipt)
    assert open_problems.open_problems(home.home) == []


def test_a_refused_row_is_no_longer_open_once_its_record_is_accepted(home):
    home.transactions(
        """
      application_no | received_at | decided_at
      A-1            | 2026-08-05  | 2026-08-03
      A-2            | 2026-08-05  | 2026-08-03
      A-3            | 2026-08-05  | 2026-08-07
        """,
        refused=2,
    )
    mended = home.transactions("""
      application_no | received_at | decided_at
      A-1            | 2026-08-05  | 2026-08-13
    """)
    [found] = open_problems.open_problems(home.home)
    assert (found.rejected, found.rule_count) == (1, 1)
    home.undo(mended)
    [found] = open_problems.open_problems(home.home)
    assert found.rejected == 2


def test_a_month_told_after_the_10th_of_the_next_is_late_but_history_is_not(home):
    home.today("2026-08-05")
    home.transactions("""
      received_at
      2026-01-05
      2026-07-06
    """)
    home.today("2026-09-11")
    home.transactions("""
      received_at
      2026-08-06
    """)
    found = ask(home.home, health).states
    assert [found["11.71", month] for month in ("2026-01", "2026-07", "2026-08")] == ["reported", "reported", "late"]
