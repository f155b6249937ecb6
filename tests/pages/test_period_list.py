"""The list of periods is short: one year with its months, the others a line each."""

import pytest

from pages.components.layout.filters import short_list

MONTHS = [f"{year}-{month:02}" for year in (2026, 2025) for month in range(12, 0, -1)]
PARTS = [f"{year}-{part}" for year in (2026, 2025) for part in ("Q4", "Q3", "Q2", "Q1", "S2", "S1")]
EVERY = [*MONTHS, "ytd:2026-12", "r12:2026-12", *PARTS, "2026", "2025"]


@pytest.mark.parametrize(
    ("period", "year"),
    [("2026-10", "2026"), ("2025-Q3", "2025"), ("2025", "2025"), ("ytd:2026-12", "2026"), ("r12:2026-12", "2026")],
)
def test_the_year_that_is_shown_stands_there_whole(period, year):
    listed = short_list(EVERY, period)
    months = [code for code in MONTHS if code.startswith(year)]
    assert listed[:12] == months and period in listed
    assert listed[12:] == [
        *(f"{year}-Q{n}" for n in (1, 2, 3, 4)),
        *(f"{year}-S{n}" for n in (1, 2)),
        *("2026", "2025", "ytd:2026-12", "r12:2026-12"),
    ]


def test_a_period_of_the_readers_own_stands_first():
    listed = short_list([*EVERY, "2025-03..2026-02"], "2025-03..2026-02")
    assert listed[:2] == ["2025-03..2026-02", "2026-12"] and len(listed) == len(set(listed))
