"""NIK and No KK: sixteen digits, of which the first twelve tell a place and a day (Permendagri 72/2022).

Six digits of region (province, regency, district), six of the birth date DDMMYY with 40 added to a woman's day
(No KK: the day it was issued), four of a serial number that is never 0000.
"""

import functools
from collections.abc import Sequence

DIGIT = "[0-9]"
PROVINCE = (("1", "1-9"), ("2", "1"), ("3", "1-6"), ("5", "1-3"), ("6", "1-5"), ("7", "1-6"), ("8", "12"), ("9", "1-6"))
REGENCY = (("0", "1-9"), ("1-3", "0-9"), ("7", "1-9"))
DISTRICT = (("0", "1-9"), ("1-6", "0-9"))
DAY = (("04", "1-9"), ("1256", "0-9"), ("37", "01"))
MONTH = (("0", "1-9"), ("1", "0-2"))
"""Two digits each: the sets that a first digit and then the second may come from."""

SEPARATORS = " .\u00a0\u2010-\u2015-"
"""Blanks, dots and dashes of every width, for a set of characters."""
GAP = f"[{SEPARATORS}]{{0,3}}"
IN_PAIRS = ("", GAP) * 6 + ("",) * 3
"""Blanks, dots or dashes between pairs, none within the serial: 117101-410101-0001, 1171 0141 0101 0001."""
IN_THOUSANDS = tuple("[.,]" if i % 3 == 0 else "" for i in range(15))
"""A spreadsheet's thousands: 1.171.014.101.010.001."""
APART = (" ",) * 15
"""A form's boxes, one digit each."""
GROUPINGS = (IN_PAIRS, IN_THOUSANDS, APART)
"""What stands after each of the first fifteen digits."""

ANYHOW = f"{DIGIT}(?:[,{SEPARATORS}]{{0,3}}{DIGIT}){{15}}"
"""Sixteen digits however grouped: what is worth a closer look."""

A_DAY_INSTEAD = (
    "[0-9]{4}20[1-3][0-9]{3}[0-3].*"  # region, YYYYMMDD
    "|[0-9]{6}[0-3][0-9]{3}(?:1[5-9]|[23][0-9]).*"  # district, DDMMYY
    "|[0-9]{6}(?:1[5-9]|2[0-9]|3[01])[0-9]{2}[0-3].*"  # district, YYMMDD or YYMM and a serial number
    "|[0-9]{4}(?:1[5-9]|[23][0-9])(?:0[1-9]|1[0-2])[0-9]{2}0.*"  # region, YYMMDD and a serial number
)
"""Digits of a NIK that can as well be read as a numbering by place and day of application (2015 to 2039).

No woman's day is such a day, and nobody born from 1940 to 1999 has such a year.
"""


@functools.cache
def nik() -> str:
    """The pattern of a NIK or No KK in a text, its digits in group 1; Excel's 1,17E+15 counts (with an empty group)."""
    written = "|".join(_identity(gaps) for gaps in GROUPINGS)
    return rf"(?:^|[^0-9])(?:({written})|{_pair(PROVINCE, '[.,]')}{DIGIT}*[eE]\+?15)(?:[^0-9]|$)"


@functools.cache
def any_number() -> str:
    """The pattern of any number of sixteen digits in the same groupings, whatever its digits say."""
    written = "|".join(DIGIT + "".join(gap + DIGIT for gap in gaps) for gaps in GROUPINGS)
    return rf"(?:^|[^0-9])(?:{written})(?:[^0-9]|$)"


def _identity(gaps: Sequence[str]) -> str:
    written = ""
    for i, digits in enumerate((PROVINCE, REGENCY, DISTRICT, DAY, MONTH)):
        written += _pair(digits, gaps[2 * i]) + gaps[2 * i + 1]
    return written + DIGIT + gaps[10] + DIGIT + gaps[11] + _serial(gaps[12:])


def _pair(digits: Sequence[tuple[str, str]], gap: str) -> str:
    return "(?:" + "|".join(f"[{first}]{gap}[{second}]" for first, second in digits) + ")"


def _serial(gaps: Sequence[str]) -> str:
    """Four digits that are not all zero: the first that is not may stand at any of the four places."""
    ways = []
    for zeros in range(4):
        digits = ["0"] * zeros + ["[1-9]"] + [DIGIT] * (3 - zeros)
        ways.append(digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True)))
    return "(?:" + "|".join(ways) + ")"
