"""Faults that are known and not yet mended, as examples of what is right; one that passes must be moved to its place."""

import pytest

from data.errors import SetupError

RETURNED_SHARE = """
  returned_share:
    name: {id: Dikembalikan, en: Returned}
    why_it_matters: {id: Berkas kembali., en: Files go back.}
    demand: mudah
    unit: percent
    better: lower
    consolidation: weighted
    numerator: {completions: sum(n) filter (where returns > 0)}
    denominator: {completions: sum(n)}
    legal_basis: UU 25/2009
    owner: DPMPTSP
    reviewed_on: 2026-11-01
    next_review: 2027-11-01
"""
OPEN_CASES = RETURNED_SHARE.replace("returned_share", "open_cases").replace("percent", "count").replace("weighted", "last")
OPEN_CASES = "\n".join(line for line in OPEN_CASES.splitlines() if "denominator" not in line)
OPEN_CASES = OPEN_CASES.replace("completions: sum(n) filter (where returns > 0)", "backlog: sum(n)")


def fault(reason: str, raises: type[BaseException] = AssertionError) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, strict=True, raises=raises)


@fault("metrics/scorecard.py: each decree is held against the period alone")
def test_a_period_covered_by_a_decree_and_its_extension_is_wholly_force_majeure(home):
    home.force_majeure("""
      region_code | from       | to
      11.71       | 2026-07-01 | 2026-07-14
      11.71       | 2026-07-15 | 2026-07-31
    """)
    assert home.status("on_time_rate", "2026-07", region="11.71") == "force_majeure"


@fault("data/configuration.py: the home's indicators.yaml is no setting that is registered", raises=SetupError)
def test_an_indicator_of_the_home_can_be_asked_for_as_of_an_entry(home):
    home.indicators(RETURNED_SHARE)
    receipt = home.transactions("""
      complete_at | decided_at | returns
      2026-07-06  | 2026-07-07 | 1
    """)
    assert home.row("returned_share", "2026-07", as_of=receipt.seq).actual == 100


@fault("data/configuration.py: targets.yaml of then is checked without the home's indicators of then", raises=SetupError)
def test_a_target_of_an_indicator_of_the_home_does_not_break_every_as_of(home):
    home.indicators(RETURNED_SHARE)
    home.targets("""
      returned_share:
        - {from: "2026-01", value: 10, decree: "SK 1"}
    """)
    receipt = home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
    """)
    assert home.row("received", "2026-07", as_of=receipt.seq).actual == 1


@fault("metrics/actuals.py: a share above 100 % in the home's indicators.yaml ends in an assertion")
def test_a_percent_that_passes_a_hundred_has_no_interval(home):
    home.indicators(RETURNED_SHARE.replace("sum(n) filter (where returns > 0)", "sum(returns)"))
    home.transactions("""
      complete_at | decided_at | returns
      2026-07-06  | 2026-07-07 | 3
    """)
    row = home.row("returned_share", "2026-07")
    assert (row.actual, row.interval) == (300, None)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("returns > 0", "retuns > 0"),
        ("returned_share", "returned-share"),
        ("returned_share", "2nd_share"),
    ],
)
@pytest.mark.xfail(reason="metrics/indicators.py: the id and the SQL of an entry are not tried", strict=True)
def test_a_slip_in_the_homes_indicators_is_told_with_its_place(home, written, wrong):
    home.indicators(RETURNED_SHARE.replace(written, wrong))
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
    """)
    with pytest.raises(SetupError, match=r"indicators\.yaml, baris \d+"):
        home.score("2026-07")


@fault("metrics/actuals.py: needs_report passes over indicators that read a stock alone")
def test_the_stock_of_an_unreported_month_is_shown_and_not_judged(home):
    home.indicators(OPEN_CASES)
    home.targets("""
      open_cases:
        - {from: "2026-01", value: 5, decree: "SK 1"}
    """)
    home.transactions("""
      received_at
      2026-07-06
      2026-09-07
    """)
    row = home.row("open_cases", "2026-08")
    assert (row.actual, row.status, row.reasons) == (1, "cannot_judge", ("not_reported",))


@fault("metrics/actuals.py: needs_report passes over indicators that read a stock alone")
def test_no_open_case_in_a_reported_month_is_zero(home):
    home.indicators(OPEN_CASES)
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
    """)
    assert home.actual("open_cases", "2026-07") == 0


@fault("data/checks.py: decided_before_received is not looked at when the file has a complete date")
def test_a_decision_before_the_receipt_is_refused_also_when_the_complete_file_has_no_time(home):
    home.transactions(
        """
      received_at      | complete_at | decided_at
      2026-07-06 10:00 | 2026-07-06  | 2026-07-06 09:00
    """,
        refused=1,
    )


@fault("metrics/judgement.py: the minimum sample of a survey is not judged, nor is it said that it is unknown")
def test_a_survey_whose_minimum_sample_is_unknown_is_judged_with_a_remark(home):
    home.targets("""
      satisfaction_index:
        - {from: "2026-01", value: 80, decree: "SK 1"}
    """)
    home.surveys("""
      all
      4
    """)
    row = home.row("satisfaction_index", "2026-03")
    assert (row.status, row.reasons) == ("achieved", ("sample_unknown",))
