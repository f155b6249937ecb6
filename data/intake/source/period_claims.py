"""The period a file says it is about: asked for by name, or written in the name of the file."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from data.schema.month_names import NUMBER_OF, read_period

_YEAR = r"(?:19|20)\d\d"
_NAMES = "|".join(sorted(NUMBER_OF, key=len, reverse=True))
_DAYS = re.compile(rf"\b{_YEAR} ?\d\d ?\d\d\b|\b\d{{1,2}} \d{{1,2}} {_YEAR}\b|\b\d{{1,2}} (?:{_NAMES}) {_YEAR}\b")
"""A whole date in a name is mostly the day of the export, and claims nothing."""
_PARTS = re.compile(rf"\b(?:tw|triwulan|q|kuartal|s|semester|smt) ?(?:[1-4]|i{{1,3}}|iv) (?:tahun )?{_YEAR}\b")
_MONTHS = (
    re.compile(rf"(?<![a-z])(?P<month>{_NAMES}) ?(?P<year>{_YEAR})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<year>{_YEAR}) ?(?P<month>{_NAMES})(?![a-z])"),
    re.compile(rf"(?<!\d)(?P<year>{_YEAR}) ?(?P<month>0[1-9]|1[0-2])(?!\d)"),
    re.compile(rf"(?<!\d)(?P<month>0?[1-9]|1[0-2]) (?P<year>{_YEAR})(?!\d)"),
)
_UP_TO = re.compile(r"\b(?:s ?d|sampai(?: dengan)?|hingga|kumulatif|akumulasi|ytd|year to date|cumulative|until)\b")
"""What is counted up to a month is not that month's."""


@dataclass(frozen=True)
class Claim:
    """A period code (2026-10, 2026-Q3, 2026-S1, 2026) with its first and last day."""

    period: str
    first: date
    last: date

    def fits(self, column_type: str) -> bool:
        """Whether the claim can stand for a column that a file lacks: a month for its month, any for its period."""
        return column_type == "period" or (column_type == "month" and self.first.month == self.last.month)


def claim(period: str) -> Claim | None:
    """The claim of a period as officials write it; None when it cannot be read."""
    code = read_period(period)
    if code is None:
        return None
    year, part = int(code[:4]), code[5:]
    begin, months = {"": (1, 12), "Q": (3, 3), "S": (6, 6)}.get(part[:1] if not part.isdigit() else "m", (1, 1))
    if part.isdigit():
        begin = int(part)
    elif part:
        begin = (int(part[1]) - 1) * months + 1
    end = begin + months - 1
    return Claim(code, date(year, begin, 1), date(year, end, calendar.monthrange(year, end)[1]))


def of_name(file: str) -> Claim | None:
    """What the name of a file claims; None when it names no month or quarter, more than one, or all up to one."""
    stem = _stem(file)
    if _is_of_several(stem):
        return None
    claims = {code for text in _PARTS.findall(stem) if (code := read_period(text))}
    if not claims:
        claims = {_month(match) for pattern in _MONTHS for match in pattern.finditer(stem)}
    return claim(claims.pop()) if len(claims) == 1 else None


def _stem(file: str) -> str:
    stem = re.sub(r"[\W_]+", " ", re.sub(r"\.\w{1,5}$", "", file).lower()).strip()
    return _DAYS.sub(" ", stem)


def _is_of_several(stem: str) -> bool:
    """Whether it speaks of months from one to another, the first mostly without its year, or of all up to one."""
    named = {NUMBER_OF[name] for name in re.findall(rf"\b({_NAMES})\b", stem)}
    return len(named) > 1 or bool(named and _UP_TO.search(stem))


def are_in_doubt(file: str, sheet: str | None, title: str) -> bool:
    """Whether what says the period of a file speaks of several months, or names one here and another there."""
    by_name, by_title = (_of_sheet(sheet, file) if sheet else None) or of_name(file), _of_title(title)
    several = any(_is_of_several(_stem(text)) for text in (file, f"{sheet or ''}.csv", f"{title}.csv"))
    return several or _contradict(by_name, by_title)


def _contradict(by_name: Claim | None, by_title: Claim | None) -> bool:
    """Whether both claim something and have no day in common."""
    if by_name is None or by_title is None:
        return False
    return by_name.last < by_title.first or by_title.last < by_name.first


def of_file(file: str, sheet: str | None = None, given: str | None = None, title: str = "") -> Claim | None:
    """What a file is said to be about: the period `given`, else what its sheet, its own name or its title says.

    A sheet of a month within the given period is that month; a month without its year has the year of the given
    period or the only one in the file's name. A title of another time than the name leaves it open.
    """
    whole = claim(given) if given else None
    part = _of_sheet(sheet, whole.period[:4] if whole else file) if sheet else None
    if whole and part and not (whole.first <= part.first and part.last <= whole.last):
        part = None
    by_name, by_title = part or of_name(file), _of_title(title)
    if whole is None and _contradict(by_name, by_title):
        return None
    return part or whole or by_name or by_title


def _of_title(title: str) -> Claim | None:
    """The one month or quarter that stands in words above the headers; digits there are those of decrees, too."""
    return of_name(re.sub(r"(?<![a-zA-Z0-9])\d{1,2}[\W_]+(?=(?:19|20)\d\d)", " ", title) + ".csv") if title else None


def _of_sheet(sheet: str, dated: str) -> Claim | None:
    years = set(re.findall(rf"(?<!\d){_YEAR}(?!\d)", dated))
    if sheet.strip().lower() in NUMBER_OF:
        return of_name(f"{sheet} {years.pop()}.csv") if len(years) == 1 else None
    return of_name(f"{sheet}.csv")


def years(text: str) -> set[str]:
    """The years that a name or a title speaks of, but for those of whole dates."""
    plain = _DAYS.sub(" ", re.sub(r"[\W_]+", " ", text.lower()))
    return set(re.findall(rf"(?<!\d){_YEAR}(?!\d)", plain))


def is_of_a_period(sheet: str) -> bool:
    """Whether the name of a sheet is a period or a month, with or without its year: it will differ next month."""
    return sheet.strip().lower() in NUMBER_OF or of_name(f"{sheet}.csv") is not None


def _month(match: re.Match[str]) -> str:
    month = match["month"]
    return f"{match['year']}-{NUMBER_OF.get(month) or int(month):02d}"
