"""Figures, dates and periods as people write them in Indonesian and English (never as the browser likes).

Rounding happens here and nowhere before: half up, once, in Decimal. What is missing (None) is written as a dash.
Rounding never contradicts a judgement: `apart_from` names the figures that a value must not be taken for, and both are
then written with as many decimals as make them differ (89,996 beside 90,00).
"""

import datetime
import math
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from text.words import say

Figure = float | int | Decimal
Figures = Figure | tuple[Figure, ...] | None
"""One figure, the two bounds of a range, or nothing."""
WIDE = Context(prec=1000)
"""So many digits as two floats may need to differ."""
ROMAN = ("I", "II", "III", "IV")
# Digits after the decimal mark by unit: (always shown, at most shown).
DIGITS = {
    **dict.fromkeys(("percent", "index", "score", "points"), (2, 2)),
    **dict.fromkeys(("days", "calendar_days", "months", "minutes"), (0, 2)),
    **dict.fromkeys(("count", "rupiah"), (0, 0)),
}
COARSE = ("percent", "index", "points")
"""Units whose intervals need no second digit."""
WORDED = ("days", "calendar_days", "months", "minutes")
"""Units written as a word after the figure, which a narrow table leaves out."""


def rounded(value: Figure, decimals: int = 2) -> Decimal:
    """The value rounded half up, no nought with a minus; a float as its shortest decimal (0.145 -> 0.15)."""
    decimal = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)
    return decimal if decimal else abs(decimal)


@lru_cache(maxsize=32_768)
def number(value: Figure | None, language: str = "id", decimals: int = 0, least: int | None = None) -> str:
    """`1.234,56` (id), `1,234.56` (en); at most `decimals` digits after the mark, at least `least` (default: all)."""
    if value is None:
        return say("value.missing", language)
    always = decimals if least is None else least
    pattern = "#,##0" + ("." + "0" * always + "#" * (decimals - always) if decimals else "")
    with localcontext(WIDE):
        return format_decimal(rounded(value, decimals), format=pattern, locale=language)


def shortfall(cases: float, language: str = "id") -> str:
    """`4,5` (id): cases short with one decimal and, where they are made up, a minus as wide as a figure."""
    return number(cases, language, 1).replace("-", "−")


def percent(value: Figure | None, language: str = "id", decimals: int = 2) -> str:
    """`85,40 %` (id), `85.40%` (en) of a value on the scale 0-100."""
    if value is None:
        return say("value.missing", language)
    return say("value.percent", language, number=number(value, language, decimals))


def rupiah(value: Figure | None, language: str = "id", decimals: int = 0) -> str:
    """`Rp350.000` (id), `Rp350,000` (en)."""
    return say("value.missing", language) if value is None else "Rp" + number(value, language, decimals, 0)


def decimals_apart(value: Figures, apart_from: Figures, least: int) -> int:
    """Digits after the mark, `least` or more, with which no figure of the one is written as a different one of the
    other.
    """
    pairs = [(one, other) for one in _listed(value) for other in _listed(apart_from) if one != other]
    digits = least
    while any(rounded(one, digits) == rounded(other, digits) for one, other in pairs):
        digits += 1
    return digits


def _listed(figures: Figures) -> tuple[Figure, ...]:
    return () if figures is None else figures if isinstance(figures, tuple) else (figures,)


def quantity(
    value: Figure | None, unit: str, language: str = "id", *, bare: bool = False, apart_from: Figures = None
) -> str:
    """A figure in its indicator's unit: `85,40 %`, `3,5 hari kerja`, `1.234`; `bare` leaves the unit out."""
    return _written(value, unit, language, bare, decimals_apart(value, apart_from, DIGITS.get(unit, (0, 2))[1]))


def short(
    value: Figure | None, unit: str, language: str = "id", *, bare: bool = False, apart_from: Figures = None
) -> str:
    """As `quantity`, with one decimal at most where a screen is read at a glance: `85,4 %`; a score (1 to 4) keeps two,
    since regions differ in the second.
    """
    least, most = DIGITS.get(unit, (0, 2))
    if unit == "score":
        return quantity(value, unit, language, bare=bare, apart_from=apart_from)
    digits = decimals_apart(value, apart_from, min(most, 1))
    return _written(value, unit, language, bare, digits, min(least, 1))


def short_bound(value: Figure, unit: str, language: str = "id", *, is_upper: bool) -> str:
    """A figure that must be reached, as short as `short` and rounded so that whoever reaches it has done enough: up, or
    down where it `is_upper` and must not be passed.
    """
    digits = 2 if unit == "score" else min(DIGITS.get(unit, (0, 2))[1], 1)
    safe = rounded(value, 9).quantize(Decimal(1).scaleb(-digits), ROUND_FLOOR if is_upper else ROUND_CEILING, WIDE)
    return short(safe, unit, language)


def short_goal(
    target: Figures, unit: str, language: str = "id", *, bare: bool = False, apart_from: Figures = None
) -> str:
    """A target as short as it can be said: `90 %`, `3 hari kerja`, `80–90 %`."""
    return _goal(target, unit, language, bare, decimals_apart(target, apart_from, 2), 0)


def _written(value: Figure | None, unit: str, language: str, bare: bool, most: int, least: int | None = None) -> str:
    if value is None:
        return say("value.missing", language)
    figure = number(value, language, most, DIGITS.get(unit, (0, 2))[0] if least is None else least)
    if unit == "percent":
        return figure if bare else say("value.percent", language, number=figure)
    if unit == "rupiah":
        return rupiah(value, language, most)
    return figure if bare else with_unit(figure, unit, language)


def with_unit(figure: str, unit: str, language: str = "id") -> str:
    """A written figure and the word of its unit, singular after 1: `1 working day`; alone where the unit has none."""
    if unit not in WORDED:
        return figure
    return say(f"unit.{'single_' if figure == '1' else ''}{unit}", language, number=figure)


def unit_word(figure: str, unit: str, language: str = "id") -> str:
    """The word of a unit that stands apart from its figure, singular after 1."""
    return with_unit(figure, unit, language).removeprefix(figure).strip()


def goal(target: Figures, unit: str, language: str = "id", *, bare: bool = False, apart_from: Figures = None) -> str:
    """A target in its indicator's unit; a range as `80,00–90,00 %`."""
    return _goal(target, unit, language, bare, decimals_apart(target, apart_from, DIGITS.get(unit, (0, 2))[1]))


def _goal(target: Figures, unit: str, language: str, bare: bool, most: int, least: int | None = None) -> str:
    if not isinstance(target, tuple):
        return _written(target, unit, language, bare, most, least)
    low, high = (
        _written(end, unit, language, is_bare, most, least) for end, is_bare in zip(target, (True, bare), strict=True)
    )
    return say("value.range", language, low=low, high=high)


def interval(ends: tuple[Figure, Figure], unit: str, language: str = "id", *, apart_from: Figures = None) -> str:
    """An interval without its unit, `87,6–91,8`: one digit of shares and indices, more where an end would be taken for
    a different figure beside it.
    """
    digits = interval_digits(ends, _listed(apart_from), 1 if unit in COARSE else DIGITS.get(unit, (0, 2))[1])
    low, high = (number(end, language, digits, 0 if unit in WORDED else None) for end in ends)
    return say("value.range", language, low=low, high=high)


def interval_digits(ends: Iterable[Figure | None], apart_from: Iterable[Figure | None], least: int) -> int:
    """Digits, `least` or more, with which no end of an interval is taken for another figure beside it.

    An end that a formula made is 0, 100 or the figure itself but for float noise, which is no difference.
    """
    exact, others = (tuple(rounded(value, 9) for value in group if value is not None) for group in (ends, apart_from))
    return decimals_apart(exact, others, least)


def achievement(pct: Figure | None, language: str = "id", *, met: bool, decimals: int = 2) -> str:
    """The percent achieved; with more decimals where a target that is not met would seem reached in full."""
    return percent(pct, language, decimals_apart(pct, None if met else 100, decimals))


def with_cases(shown: str, n: Figure | None, language: str = "id") -> str:
    """A figure with the number of cases behind it: `89,44 % (n = 539)`; alone where it rests on none."""
    return shown if n is None else say("value.with_cases", language, shown=shown, n=number(n, language))


def listed(count: int, most: int) -> int:
    """How many of a list are written when about `most` have room: never all but one ("1 lainnya" names nobody)."""
    return most if count > most + 1 else count


def at_least(cases: float, language: str = "id") -> str:
    """A number of cases still needed, rounded up: it must suffice (68,1 -> 69); a trace of float noise is none."""
    return number(math.ceil(rounded(cases, 9)), language)


def at_most(cases: float, language: str = "id") -> str:
    """A number of cases to spare, rounded down: so many may fail."""
    return number(math.floor(rounded(cases, 9)), language)


TOGETHER = 2
"""So many that share the first place are named; of more only how many they are."""


def together(names: Sequence[str], language: str = "id") -> str:
    """One name, or two joined."""
    return names[0] if len(names) == 1 else say("value.two", language, first=names[0], second=names[1])


def tick(value: Figure, unit: str, language: str = "id") -> str:
    """A round figure on an axis: `85 %`, `2,5`, `1.200`; no more digits than it has."""
    figure = number(value, language, 2, 0)
    return say("value.percent", language, number=figure) if unit == "percent" else figure


def ticks(low: float, high: float, about: int = 4, least: float = 0.0) -> list[float]:
    """Round numbers that span low to high, about so many: 1, 2 or 5 times a power of ten apart, `least` or more."""
    span = (high - low) or abs(high) / about or 1.0
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = max(least, next(m * power for m in (1, 2, 5, 10) if m * power >= rough))
    first, end = math.floor(low / step), math.ceil(high / step)
    if first == end:  # a flat series: one step of room below it, or above when it lies at zero
        first, end = (first - 1, end) if first > 0 else (first, end + 1)
    return [round(i * step, 10) for i in range(first, end + 1)]


def date(day: datetime.date | None, language: str = "id") -> str:
    """`24 November 2026`."""
    return say("value.missing", language) if day is None else format_date(day, "d MMMM y", locale=language)


def moment(at: datetime.datetime | None, language: str = "id") -> str:
    """`24 November 2026, pukul 08.30 WIB`; the time and its zone are taken as they stand, WIB where none is told."""
    if at is None:
        return say("value.missing", language)
    parts = {"hour": f"{at:%H}", "minute": f"{at:%M}", "zone": at.tzname() or "WIB"}
    return say("value.moment", language, date=date(at, language), **parts)


@lru_cache(maxsize=4096)
def month(code: str | None, language: str = "id", *, short: bool = False) -> str:
    """`Oktober 2026` for `2026-10`; `short` gives `Okt 2026`."""
    if code is None:
        return say("value.missing", language)
    day = datetime.date(int(code[:4]), int(code[5:7]), 1)
    return format_date(day, "MMM y" if short else "MMMM y", locale=language)


def month_name(code: str, language: str = "id") -> str:
    """`Oktober` for `2026-10`."""
    return format_date(datetime.date(int(code[:4]), int(code[5:7]), 1), "MMMM", locale=language)


def period(code: str | None, language: str = "id") -> str:
    """A period's code in words: `TW III 2026`, `Semester I 2026`, `Januari s.d. Oktober 2026`, ...

    Raises ValueError when the code is none of the spellings of a period.
    """
    if code is None:
        return say("value.missing", language)
    if code.startswith("ytd:"):
        end = code[4:]
        return period(f"{end[:4]}-01..{end}", language)
    if code.startswith("r12:"):
        return say("period.twelve_months", language, month=month(code[4:], language))
    if ".." in code:
        first, last = code.split("..", 1)
        return _span(first, last, language)
    return _single(code, language)


def _span(first: str, last: str, language: str) -> str:
    if first == last:
        return month(last, language)
    start = month_name(first, language) if first[:4] == last[:4] else month(first, language)
    return say("period.span", language, first=start, last=month(last, language))


def _single(code: str, language: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|S([12])))?", code)
    if not match:
        raise ValueError(f"not a period: {code!r}")
    year, calendar_month, quarter, half = match.groups()
    if calendar_month:
        return month(code, language)
    if quarter:
        return say("period.quarter", language, roman=ROMAN[int(quarter) - 1], digit=quarter, year=year)
    if half:
        return say("period.half", language, roman=ROMAN[int(half) - 1], digit=half, year=year)
    return say("period.year", language, year=year)


HEADLINES = {"all": "headline_all", "some": "headline"}


def targets_met(verdict: str, met: int, total: int, code: str, language: str = "id") -> str:
    """How many of `total` targets are met in a period, in a sentence without a full stop.

    `verdict` is `metrics.scorecard.summary.Verdict`: what can be said of all of them together.
    """
    key = HEADLINES.get(verdict, f"headline_{verdict}")
    return say(f"overview.{key}", language, met=met, total=total, period=period(code, language))
