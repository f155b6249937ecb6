"""Numbers and days in words, as minutes write them."""

import datetime

import pytest

from text import spelled


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (0, "nol", "zero"),
        (9, "sembilan", "nine"),
        (10, "sepuluh", "ten"),
        (11, "sebelas", "eleven"),
        (12, "dua belas", "twelve"),
        (19, "sembilan belas", "nineteen"),
        (20, "dua puluh", "twenty"),
        (31, "tiga puluh satu", "thirty-one"),
        (100, "seratus", "one hundred"),
        (110, "seratus sepuluh", "one hundred ten"),
        (1000, "seribu", "one thousand"),
        (1111, "seribu seratus sebelas", "one thousand one hundred eleven"),
        (2026, "dua ribu dua puluh enam", "two thousand twenty-six"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan", "nine thousand nine hundred ninety-nine"),
    ],
)
def test_a_number_in_words(value, indonesian, english):
    assert (spelled.number(value), spelled.number(value, "en")) == (indonesian, english)


@pytest.mark.parametrize("value", [-1, 10_000])
def test_what_lies_beyond_is_refused(value):
    with pytest.raises(ValueError, match=str(value)):
        spelled.number(value)


def test_a_day_in_words():
    said = "Minggu tanggal dua puluh sembilan bulan November tahun dua ribu dua puluh enam (29 November 2026)"
    assert spelled.day(datetime.date(2026, 11, 29)) == said
