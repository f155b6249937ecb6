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
