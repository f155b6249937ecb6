"""Figures, dates and periods as an official of Aceh writes them, and as an English reader does."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text import formats


@pytest.mark.parametrize(
    ("written", "indonesian", "english"),
    [
        (lambda to: formats.number(1234.56, to, 2), "1.234,56", "1,234.56"),
        (lambda to: formats.number(5623479, to), "5.623.479", "5,623,479"),
        (lambda to: formats.number(2.5, to, 2, 0), "2,5", "2.5"),
        (lambda to: formats.percent(85.4, to), "85,40 %", "85.40%"),
        (lambda to: formats.rupiah(350000, to), "Rp350.000", "Rp350,000"),
        (lambda to: formats.date(date(2026, 11, 24), to), "24 November 2026", "24 November 2026"),
        (lambda to: formats.date(date(2026, 8, 17), to), "17 Agustus 2026", "17 August 2026"),
        (
            lambda to: formats.moment(datetime(2026, 11, 24, 8, 30), to),
            "24 November 2026, 08.30 WIB",
            "24 November 2026, 08:30 WIB",
        ),
        (lambda to: formats.month("2026-10", to), "Oktober 2026", "October 2026"),
        (lambda to: formats.month("2026-10", to, short=True), "Okt 2026", "Oct 2026"),
        (lambda to: formats.period("2026-10", to), "Oktober 2026", "October 2026"),
        (lambda to: formats.period("2026-Q3", to), "TW III 2026", "Q3 2026"),
        (lambda to: formats.period("2026-S1", to), "Semester I 2026", "H1 2026"),
        (lambda to: formats.period("2026", to), "Tahun 2026", "2026"),
        (lambda to: formats.period("ytd:2026-10", to), "Januari s.d. Oktober 2026", "January to October 2026"),
        (lambda to: formats.period("ytd:2026-01", to), "Januari 2026", "January 2026"),
        (lambda to: formats.period("r12:2026-10", to), "12 bulan s.d. Oktober 2026", "12 months to October 2026"),
        (
            lambda to: formats.period("2024-01..2026-10", to),
            "Januari 2024 s.d. Oktober 2026",
            "January 2024 to October 2026",
        ),
        (lambda to: formats.quantity(82.608, "percent", to), "82,61 %", "82.61%"),
        (lambda to: formats.quantity(93.6364, "index", to), "93,64", "93.64"),
        (lambda to: formats.quantity(3.5, "days", to), "3,5 hari kerja", "3.5 working days"),
        (lambda to: formats.quantity(1234, "count", to), "1.234", "1,234"),
        (lambda to: formats.goal((80, 90), "percent", to), "80,00–90,00 %", "80.00–90.00%"),
        (lambda to: formats.tick(85.0, "percent", to), "85 %", "85%"),
    ],
)
def test_how_it_is_written(written, indonesian, english):
    assert (written("id"), written("en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (64.995, "65,00"),  # half up, not half to even, and not the binary neighbour below
        (0.145, "0,15"),
        (2.675, "2,68"),
        (99.994, "99,99"),
        (-0.005, "-0,01"),
    ],
)
def test_rounding_is_half_up_on_the_decimal_that_is_written(value, shown):
    assert formats.number(value, "id", 2) == shown


@pytest.mark.parametrize(
    "nothing",
    [
        formats.number(None),
        formats.percent(None),
        formats.rupiah(None),
        formats.date(None),
        formats.moment(None),
        formats.month(None),
        formats.period(None),
        formats.quantity(None, "days"),
        formats.goal(None, "percent"),
    ],
)
def test_what_is_missing_is_a_dash_and_never_a_zero(nothing):
    assert nothing == "—"


@pytest.mark.parametrize("code", ["xyz", "2026-13", "2026-Q5", "2026-S3", "26", "r12:2026", "2026-10..x"])
def test_what_is_no_period_is_refused(code):
    with pytest.raises(ValueError):
        formats.period(code)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_the_two_languages_differ_only_in_their_marks(value):
    swapped = formats.number(value, "id", 2).translate(str.maketrans(".,", ",."))
    assert swapped == formats.number(value, "en", 2)
