"""Months and periods as officials write them: `Oktober 2026`, `Okt-26`, `10/2026`, `TW III 2025`, `Semester I 2025`."""

import re

_NAMES = (
    ("januari", "january", "jan"),
    ("februari", "february", "pebruari", "feb", "peb"),
    ("maret", "march", "mar", "mrt"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agu", "ags", "agt", "agst", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)
NUMBER_OF = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
"""Lower-case month name, long or short, Indonesian or English → 1 to 12."""
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>(?:19|20)\d{2}|\d{2})"
_MONTHS = (
    re.compile(r"(?P<year>(?:19|20)\d{2})-(?P<number>\d{1,2})(?:-\d{1,2}(?:[ T]00:00(?::00)?)?)?"),
    re.compile(r"(?P<year>20\d{2})(?:/(?P<number>\d{1,2})|(?P<digits>0[1-9]|1[0-2])(?:\.0)?)"),
    re.compile(rf"(?P<number>\d{{1,2}})[/. -]{_YEAR}"),
    re.compile(rf"(?P<name>[a-z]+)\.?[ '-]*{_YEAR}"),
)
_PARTS = (
    re.compile(
        rf"(?P<part>tw|triwulan|q|kuartal|s|semester|smt)[ -]*(?P<nth>[1-4]|i{{1,3}}|iv)[ -]+(?:tahun )?{_YEAR}"
    ),
    re.compile(rf"{_YEAR}[ -]*(?P<part>tw|q|s)[ -]?(?P<nth>[1-4])"),
)


def read_month(text: str) -> str | None:
    """The month as "YYYY-MM"; None when it cannot be read."""
    text = text.strip().lower()
    for pattern in _MONTHS:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            number = NUMBER_OF.get(parts.get("name") or "", int(parts.get("number") or parts.get("digits") or 0))
            return f"{_century(parts['year'])}-{number:02d}" if 1 <= number <= 12 else None
    return None


def read_period(text: str) -> str | None:
    """The period's code: a month, "2025-Q3", "2025-S1" or "2025"; None when it cannot be read."""
    text = text.strip().lower()
    if re.fullmatch(r"(?:tahun )?(?:19|20)\d{2}", text):
        return text[-4:]
    for pattern in _PARTS:
        if match := pattern.fullmatch(text):
            nth = _ROMAN.get(match["nth"]) or int(match["nth"])
            halves = match["part"].startswith("s")
            return f"{_century(match['year'])}-{'S' if halves else 'Q'}{nth}" if nth <= (2 if halves else 4) else None
    return read_month(text)


def _century(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"
