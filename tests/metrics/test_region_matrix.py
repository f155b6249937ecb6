"""Regions beside each other: who misses most, what turned, and what moved beyond chance."""

from dataclasses import replace

from metrics.judgement.row import Row
from metrics.monitoring import region_matrix
from tests.pages.hand_made import row


def of(region: str, indicator: str, actual: float | None, status: str, **more) -> Row:
    return row(indicator, actual, 90, status, member=region, **more)


NOW = [
    of("11.01", "on_time_rate", 95, "achieved"), of("11.01", "digital_share", 30, "missed"),
    of("11.02", "on_time_rate", 80, "missed"), of("11.02", "digital_share", 30, "missed"),
    of("11.03", "on_time_rate", None, "no_data"), of("11.03", "mpp_operating", 0, "no_target"),
    of("11.04", "on_time_rate", 91, "achieved"), of("11.04", "digital_share", 50, "achieved"),
]  # fmt: skip


def test_most_misses_stand_first_and_regions_without_figures_last():
    found = region_matrix.lines(NOW)
    told = [(line.region, line.missed, line.judged, line.reports) for line in found]
    assert told == [
        ("11.02", 2, 2, True),
        ("11.01", 1, 2, True),
        ("11.04", 0, 2, True),
        ("11.03", 0, 0, False),
    ]


def test_only_indicators_with_a_target_are_columns():
    assert region_matrix.targets(NOW, [row("received", 5, None, "no_target")]) == ["on_time_rate", "digital_share"]


def test_a_turned_judgement_is_a_change_and_a_move_only_where_the_intervals_do_not_touch():
    def pair(before, now, intervals=(None, None), statuses=("achieved", "achieved")):
        then = of("11.01", "on_time_rate", before, statuses[0], interval=intervals[0])
        return region_matrix.changes([of("11.01", "on_time_rate", now, statuses[1], interval=intervals[1])], [then])

    def kinds(*args, **more):
        return [change.kind for change in pair(*args, **more)]

    assert kinds(95, 80, statuses=("achieved", "missed")) == ["missed"]
    assert kinds(80, 95, statuses=("missed", "achieved")) == ["recovered"]
    assert kinds(95, 96, intervals=((94, 95.4), (95.5, 96.5))) == ["moved"]
    assert kinds(95, 96, intervals=((94, 95.6), (95.5, 96.5))) == []
    assert kinds(95, None, statuses=("achieved", "no_data")) == [], "nothing known is no change"
    assert region_matrix.changes(NOW, []) == [], "a region without an earlier figure has not changed"


def test_new_misses_are_told_before_recoveries_and_larger_moves_before_smaller():
    before = [
        of("11.01", "on_time_rate", 85, "missed"), of("11.01", "digital_share", 92, "achieved"),
        of("11.02", "on_time_rate", 95, "achieved", interval=(94, 96)), of("11.02", "digital_share", 30, "missed"),
        of("11.04", "on_time_rate", 99, "achieved", interval=(98, 100)),
    ]  # fmt: skip
    now = [
        of("11.01", "on_time_rate", 95, "achieved"), of("11.01", "digital_share", 30, "missed"),
        of("11.02", "on_time_rate", 98, "achieved", interval=(97, 99)), of("11.02", "digital_share", 30, "missed"),
        of("11.04", "on_time_rate", 90, "achieved", interval=(89, 91)),
    ]  # fmt: skip
    found = [(change.kind, change.row.member) for change in region_matrix.changes(now, before)]
    assert found == [("missed", "11.01"), ("recovered", "11.01"), ("moved", "11.04"), ("moved", "11.02")]
    assert region_matrix.compared(now, before) == 5


def test_only_figures_without_a_target_worsen_without_one():
    rows = [
        row("overdue_backlog_share", 40, None, "no_target", variation="worsening"),
        row("digital_share", 30, 40, "missed", variation="worsening"),
        row("rejected", 3, None, "no_target", variation="common"),
    ]
    assert [one.indicator for one in region_matrix.worsening(rows)] == ["overdue_backlog_share"]


def test_cases_short_are_of_missed_shares_alone():
    def short(actual, status, better="higher", denominator=200, target=90.0):
        return region_matrix.cases_short(row("x", actual, target, status, denominator=denominator), better)

    assert short(80.0, "missed") == 20
    assert short(95.0, "missed", better="lower") == 10
    assert short(80.0, "cannot_judge") == short(95.0, "achieved") == short(None, "no_data") == 0
    assert short(80.0, "missed", denominator=None) == 0
    assert region_matrix.cases_short(replace(row("x", 80, 90, "missed", denominator=9), target=(85, 90)), "higher") == 0
