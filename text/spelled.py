"""Whole numbers and days written out in words, as minutes and other acts write them."""

import datetime

from babel.dates import format_date

from text.words import say

BELOW_TWENTY = {
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas "
    "dua_belas tiga_belas empat_belas lima_belas enam_belas tujuh_belas delapan_belas sembilan_belas",
    "en": "zero one two three four five six seven eight nine ten eleven "
    "twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
}
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def number(value: int, language: str = "id") -> str:
    """`dua ribu dua puluh enam` for 2026; from 0 to 9,999, ValueError beyond."""
    if not 0 <= value < 10_000:
        raise ValueError(value)
    spell = _indonesian if language == "id" else _english
    return spell(value)


def day(at: datetime.date, language: str = "id") -> str:
    """`Senin tanggal satu bulan Desember tahun dua ribu dua puluh enam (1 Desember 2026)`."""
    return say(
        "value.day_spelled",
        language,
        weekday=format_date(at, "EEEE", locale=language),
        day=number(at.day, language),
        month=format_date(at, "MMMM", locale=language),
        year=number(at.year, language),
        date=format_date(at, "d MMMM y", locale=language),
    )


def _indonesian(value: int) -> str:
    for size, word in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if value >= max(size, 20):
            count, rest = divmod(value, size)
            head = f"se{word}" if count == 1 else f"{_indonesian(count)} {word}"
            return f"{head} {_indonesian(rest)}" if rest else head
    return _small("id", value)


def _english(value: int) -> str:
    for size, word in ((1000, "thousand"), (100, "hundred")):
        if value >= size:
            count, rest = divmod(value, size)
            head = f"{_english(count)} {word}"
            return f"{head} {_english(rest)}" if rest else head
    if value < 20:
        return _small("en", value)
    tens, rest = divmod(value, 10)
    head = TENS.split()[tens - 2]
    return f"{head}-{_small('en', rest)}" if rest else head


def _small(language: str, value: int) -> str:
    return BELOW_TWENTY[language].split()[value].replace("_", " ")
