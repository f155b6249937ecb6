"""The words below a chart of months say why points are hollow, and nothing of points that are not there.

| a month                        | point  | said below the chart           |
|--------------------------------|--------|--------------------------------|
| judged                         | filled | nothing                        |
| without a report               | none   | nothing                        |
| with too few cases to judge    | hollow | that the cases may be too few  |
"""

import pytest

from tests.pages.test_ringkasan import html
from text.words import say

TARGETS = """
median_processing_minutes: [{from: "2026-01", value: 20, decree: SK 1}]
satisfaction_index: [{from: "2026-01", value: 85, decree: SK 1}]
"""
MANY, FEW = 30, 6


@pytest.mark.parametrize(
    ("months", "users", "is_said"),
    [
        ({"2026-08": MANY, "2026-09": MANY, "2026-10": MANY}, 0, False),
        ({"2026-07": MANY, "2026-09": MANY, "2026-10": MANY}, 0, False),
        ({"2026-08": FEW, "2026-09": FEW, "2026-10": FEW}, 100, True),
    ],
    ids=["judged", "a month without a report", "too few"],
)
def test_the_words_below_a_chart_of_months(at_home, home, months, users, is_said):
    home.targets(TARGETS)
    if users:  # of the period before, by which the smallest sample is known
        rows = [f"11.71 | {month}-05 | {month}-06 | {users}" for month in ("2026-07", *months)]
        home.transactions("\n".join(["region_code | received_at | decided_at | n", *rows]))
    answers = [f"11.71 | {month}-07 | 4 | {n}" for month, n in months.items()]
    home.surveys("\n".join(["region_code | answered_on | all | n", *answers]))
    shown = html(at_home(home.home.root, "satisfaction", periode="2026-10", wilayah="11.71"))
    assert (say("chart.unjudged_line") in shown) == is_said
    assert "kasusnya terlalu sedikit" in say("chart.unjudged_line")
