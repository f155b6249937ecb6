"""A page whose data were left behind says so."""

from dataclasses import replace
from datetime import date

import pytest

from pages.components.figures import headline
from tests.pages.hand_made import answer
from tests.pages.test_ringkasan import html


@pytest.mark.parametrize(
    ("through", "today", "late"),
    [
        ("2026-10", date(2026, 11, 24), 0),
        ("2026-10", date(2026, 12, 1), 0),
        ("2026-10", date(2027, 1, 1), 2),
        ("2025-10", date(2026, 11, 24), 12),
        ("2026-11", date(2026, 11, 24), 0),
        (None, date(2026, 11, 24), 0),
    ],
)
def test_data_are_behind_when_two_ended_months_are_missing(through, today, late):
    assert headline.months_late(through, today) == late


def test_the_page_says_how_far_behind_in_words_and_sign(visit):
    def old(*asked, **more):
        return replace(answer(*asked, **more), complete_through="2026-01")

    shown = html(visit(answering=old))
    assert "data tertinggal" in shown and "▲</span>data tertinggal" in shown
    assert "months behind" in html(visit(answering=old, bahasa="en"))


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (("06", "07", "08", "09", "10"), None),
        (("06", "07"), "data tertinggal 3 bulan"),
        (("06", "08", "09", "10"), "Juli 2026 belum dilaporkan"),
        (("06", "08", "10"), "2 bulan belum dilaporkan, yang pertama Juli 2026"),
    ],
    ids=["all reported", "none since July", "one left out", "two left out"],
)
def test_a_region_that_leaves_months_out_and_goes_on_is_not_behind(at_home, home, months, said):
    rows = [f"11.71 | 2026-{month}-05 | 2026-{month}-06 | 3" for month in months]
    home.transactions("\n".join(["region_code | received_at | decided_at | n", *rows]))
    shown = html(at_home(home.home.root, "region", periode="2026-06", wilayah="11.71"))
    assert shown.count("▲</span>") == (said is not None) and (said is None or f"▲</span>{said}" in shown)
