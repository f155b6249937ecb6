"""SQL that reads a typed value from a text cell: the whole cell must fit a pattern first, and is cast after.

Casting alone is not enough: `try_cast('2.5' as bigint)` is 3, and `try_strptime('3/2/26', '%d/%m/%Y')` is the year 26.
A cell that fits nothing gives null; together with a cell that is not blank that means *unreadable*.
"""

import re
from collections.abc import Iterator

from data.clock import FIRST_YEAR, IANA, LAST_YEAR
from data.duckdb_session import quoted
from data.intake.source.profiles import Profile
from data.intake.values import cell_text
from data.schema.kinds import Column
from data.schema.month_names import NUMBER_OF
from data.schema.null_words import is_error
from data.warehouse.facts import enum_types

ISO = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?"
ISO_WITH_ZONE = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)? ?(Z|[+-]\d{2}(:?\d{2})?)"
_CLOCK = r"(?:,? (\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?: ?([AaPp])[Mm])?)?"
NUMERIC_DATE = rf"(\d{{1,4}})[/.-](\d{{1,2}})[/.-](\d{{1,4}}){_CLOCK}"
YEAR_FIRST = rf"(\d{{4}})[/.-](\d{{1,2}})[/.-](\d{{1,2}}){_CLOCK}"
"""Four digits in front are a year, whatever the order of the file."""
_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}
ZONE_WORDS = rf" (?:{'|'.join(f'{name}|GMT[+]{hours}' for name, hours in _ZONES.items())})"
"""What may stand behind a moment in a file of Indonesia; a form of Google writes 2026/10/05 2:12:44 PM GMT+7."""
NAMED_MONTH = (
    r"(?:[A-Za-z\x27’]+, ?)?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]+)\.?[ -](\d{4}|\d{2})"
    r"(?:,? (?:pukul |pkl\.? |jam )?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?: ?([AaPp])[Mm])?"
)
"""Without what closes its time: a zone, perhaps."""
NAMED_MONTH_FIRST = rf"(?:[A-Za-z]+, )?([A-Za-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?, (\d{{4}})(?: at)?{_CLOCK}"
"""As English tools hand out a moment: October 2, 2026 or Fri, Oct 2, 2026 at 9:05 AM."""
COMPACT = r"((?:19|20)\d{2})(\d{2})(\d{2})(?:[T_ ]?(\d{2}):?(\d{2})(?::?\d{2})?)?"
"""As databases hand out a moment without marks: 20261002, 20261002090500."""
MONTH_OF_YEAR = r"([A-Za-z]+)\.?[ -](\d{4}|\d{2})"
SERIAL = r"[34567]\d{4}([.,]\d+)?"
"""Excel's day number, from 1982 on, where a workbook was saved as CSV without date formats."""
EPOCH = r"(?:9[5-9]\d|1[0-9]\d\d)\d{6}(?:\d{3}|\.\d+)?"
"""Seconds or milliseconds since 1970, as programs keep moments: those of 2000 to 2033."""
EPOCH_SECONDS = r"^(?:9\d{8}|1\d{9})"
SCORE_OF_SCALE = "decimal(7, 6)"
"""Sums of such scores are exact."""
_ISO = tuple("%Y-%m-%d" + time for time in ("", " %H:%M", "T%H:%M", " %H:%M:%S", "T%H:%M:%S"))
PARTS = {"dmy": ("d", "m", "y"), "mdy": ("m", "d", "y"), "ymd": ("y", "m", "d")}


def quick(column: Column, cell: str, profile: Profile, example: str = "") -> str:
    """SQL that reads a cell of a usual form, untrimmed, without holding it against every pattern; null for any other.

    What it reads means the same as by `value` and `cut`. The forms are those of the `example`, some cell of the column.
    """
    if column.type in ("moment", "date"):
        moment = _usual_moment(cell, profile, example, _unit(column))
        return f"cast({moment} as {'date' if column.type == 'date' else 'timestamp'})"
    if column.type == "money":
        return f"case when regexp_full_match({cell}, '\\d{{1,15}}') then cast({cell} as bigint) end"
    return "null"


def value(column: Column, cell: str, profile: Profile) -> str:
    """SQL for what a text says in a column whose cells are no codes; a moment is still to be `cut`."""
    if column.type in ("moment", "date"):
        return moment(cell, profile)
    if column.type == "day_or_month":
        return _day_or_month(cell, profile)
    if column.type == "count":
        return _count(cell, profile)
    if column.type == "number":
        return _number(cell, profile)
    if column.type == "money":
        return _money(cell, profile)
    text = cell_text.number(cell) if column.is_number else cell
    return f"case when {is_error(cell)} then null else {text} end"


def cut(column: Column, moment: str) -> str:
    """SQL: a moment to its minute, second or day, null outside the years that can be; any other value as it is."""
    if column.type not in ("moment", "date"):
        return moment
    whole = f"date_trunc('{_unit(column)}', {moment})" if column.type == "moment" else f"cast({moment} as date)"
    within = f"{moment} between timestamp '{FIRST_YEAR}-01-01' and timestamp '{LAST_YEAR}-12-31 23:59:59'"
    return f"case when {within} then {whole} end"


def _unit(column: Column) -> str:
    return "second" if column.seconds else "minute"


def sql_type(column: Column, profile: Profile) -> str:
    """The type of a declared column in this file: scores of another scale are no whole numbers."""
    of_scale = column.type == "score" and profile.scale is not None
    return SCORE_OF_SCALE if of_scale else enum_types.sql_type(column)


def from_code(column: Column, code: str) -> str:
    """SQL: the value of a coded column from its code; a score is still to be cast to its type."""
    return f"cast({code} || '-01' as date)" if column.type == "month" else code


def _usual_moment(cell: str, profile: Profile, example: str, unit: str) -> str:
    """Moments of this century with all their digits, whose day is written as in the `example` or else by ISO 8601.

    DuckDB takes several blanks for one, and one at the end for a digit that is missing: those are left to patterns.
    """
    forms = next((forms for forms in _usual_forms(profile) if any(_has_shape(example, form) for form in forms)), _ISO)
    shaped = (
        f"when {cell} like '{_shape(form)}' then date_trunc('{unit}', try_strptime({cell}, '{form}'))"
        if form.endswith("%S")
        else f"when {cell} like '{_shape(form)}' then try_strptime({cell}, '{form}')"
        for form in sorted(forms, key=lambda form: not _has_shape(example, form))
    )
    return f"case when not contains({cell}, '  ') and not ends_with({cell}, ' ') then case {' '.join(shaped)} end end"


def _usual_forms(profile: Profile) -> Iterator[tuple[str, ...]]:
    """Forms of `strptime`, those that write the day alike together."""
    yield _ISO
    order = PARTS[profile.date_order or "dmy"]
    for mark in "/-.":
        day = mark.join(f"%{part.upper() if part == 'y' else part}" for part in order)
        yield tuple(day + time for time in ("", " %H:%M", " %H.%M", " %H:%M:%S", " %H.%M.%S"))


def _shape(form: str) -> str:
    """A form of `strptime` as a pattern of LIKE; a form never tried in vain is quick."""
    return re.sub("%[a-zH-S]", "__", form.replace("%Y", "20__"))


def _has_shape(text: str, form: str) -> bool:
    return re.fullmatch(re.escape(_shape(form)).replace("_", "."), text) is not None


def moment(cell: str, profile: Profile) -> str:
    """SQL for the moment that a text says by any pattern, in local time of the file's zone; still to be `cut`."""
    here = _hours(profile)
    zone = f"(?:{ZONE_WORDS})?" if here else ""
    numeric, year_first, with_month = NUMERIC_DATE + zone, YEAR_FIRST + zone, f"{NAMED_MONTH}{zone})?"
    parts = _date_parts(cell, numeric, PARTS[profile.date_order or "dmy"])
    from_year = _date_parts(cell, year_first, PARTS["ymd"])
    month = _month_number(f"regexp_extract({cell}, '{with_month}', 2)")
    groups = "['d', 'm', 'y', 'hour', 'minute', 'half']"
    named = f"struct_update(regexp_extract({cell}, '{with_month}', {groups}), m := {month})"
    month = _month_number(f"regexp_extract({cell}, '{NAMED_MONTH_FIRST}', 1)")
    english = f"regexp_extract({cell}, '{NAMED_MONTH_FIRST}', ['m', 'd', 'y', 'hour', 'minute', 'half'])"
    english = f"struct_update({english}, m := {month})"
    compact = f"regexp_extract({cell}, '{COMPACT}', ['y', 'm', 'd', 'hour', 'minute'])"
    compact = f"struct_insert({compact}, half := '')"
    written = (
        "concat_ws(' ', concat_ws('/', p.d, p.m, case when length(p.y) = 2 then '20' || p.y else p.y end),"
        " if(p.hour = '', '00:00', p.hour || ':' || p.minute), if(p.half = '', null, p.half || 'M'))"
    )
    forms = "['%d/%m/%Y %H:%M', '%d/%m/%Y %I:%M %p']"
    seconds = f"try_cast(regexp_extract({cell}, '{EPOCH_SECONDS}') as bigint)"
    read = f"""case
        when regexp_full_match({cell}, '{ISO}') then try_cast({cell} as timestamp)
        when regexp_full_match({cell}, '{ISO_WITH_ZONE}')
            then timezone('{profile.time_zone}', try_cast(regexp_replace({cell}, ' ([Z+-])', '\\1') as timestamptz))
        when regexp_full_match({cell}, '{year_first}')
            then list_transform([{from_year}], lambda p: try_strptime({written}, {forms}))[1]
        when regexp_full_match({cell}, '{numeric}')
            then list_transform([{parts}], lambda p: try_strptime({written}, {forms}))[1]
        when regexp_full_match({cell}, '{with_month}')
            then list_transform([{named}], lambda p: try_strptime({written}, {forms}))[1]
        when regexp_full_match({cell}, '{NAMED_MONTH_FIRST}')
            then list_transform([{english}], lambda p: try_strptime({written}, {forms}))[1]
        when regexp_full_match({cell}, '{COMPACT}')
            then list_transform([{compact}], lambda p: try_strptime({written}, {forms}))[1]
        when regexp_full_match({cell}, '{SERIAL}')
            then timestamp '1899-12-30' + to_seconds(round(try_cast(replace({cell}, ',', '.') as double) * 86400))
        when regexp_full_match({cell}, '{EPOCH}')
            then timezone('{profile.time_zone}', to_timestamp({seconds}))
    end"""
    elsewhere = [(name, hours) for name, hours in _ZONES.items() if here and hours != here]
    behind = " ".join(
        f"when regexp_matches({cell}, ' (?:{name}|GMT[+]{hours})$') then {here - hours}" for name, hours in elsewhere
    )
    return (
        f"({read}) + to_hours(case when contains({cell}, ' ') then case {behind} else 0 end else 0 end)"
        if behind
        else read
    )


def _hours(profile: Profile) -> int:
    """How many hours the zone of the file is ahead of Greenwich, where it is one of Indonesia's; else 0."""
    return {IANA[name]: hours for name, hours in _ZONES.items()}.get(profile.time_zone, 0)


def tells_zone(cell: str, profile: Profile) -> str:
    """SQL: whether a text that is a moment says the zone it is told in."""
    named = f" or regexp_matches({cell}, '{ZONE_WORDS}$')" if _hours(profile) else ""
    return f"(regexp_full_match({cell}, '{ISO_WITH_ZONE}'){named})"


def _date_parts(cell: str, pattern: str, order: tuple[str, str, str]) -> str:
    groups = ", ".join(f"'{name}'" for name in (*order, "hour", "minute", "half"))
    return f"regexp_extract({cell}, '{pattern}', [{groups}])"


def _day_or_month(cell: str, profile: Profile) -> str:
    """A day as "2025-01-31", or where only the month is known "2025-01"; texts in this form sort as they follow."""
    named = _month_number(f"regexp_extract({cell}, '{MONTH_OF_YEAR}', 1)")
    year = f"regexp_extract({cell}, '{MONTH_OF_YEAR}', 2)"
    within = f"between '{FIRST_YEAR}' and '{LAST_YEAR}-12-31'"
    read = f"""case
        when regexp_full_match({cell}, '\\d{{4}}-(0[1-9]|1[0-2])') then {cell}
        when regexp_full_match({cell}, '(0?[1-9]|1[0-2])[/-]\\d{{4}}')
            then right({cell}, 4) || '-' || lpad(regexp_extract({cell}, '\\d+'), 2, '0')
        when regexp_full_match({cell}, '{MONTH_OF_YEAR}') and {named} <> '0'
            then if(length({year}) = 2, '20' || {year}, {year}) || '-' || lpad({named}, 2, '0')
        else strftime({moment(cell, profile)}, '%Y-%m-%d')
    end"""
    return f"list_filter([{read}], lambda found: found {within})[1]"


def _month_number(name: str) -> str:
    known = ", ".join(f"{quoted(month)}: '{number}'" for month, number in NUMBER_OF.items())
    return f"coalesce((map {{{known}}})[lower({name})], '0')"


def _count(cell: str, profile: Profile) -> str:
    """1234, 1.234 or 1 234 (1,234 where the point is declared decimal): what is counted has no fractions, but 120.0."""
    group = "." if profile.decimal_mark != "." else ","
    pattern = rf"(\d{{1,3}}[\{group} ]\d{{3}}|\d{{1,6}})(?:[.,]00?)?"
    digits = rf"regexp_replace(regexp_extract({cell}, '{pattern}', 1), '\D', '')"
    return f"case when regexp_full_match({cell}, '{pattern}') then cast({digits} as integer) end"


def _number(cell: str, profile: Profile) -> str:
    """1.234,5 or 85 % (the marks the other way round when so declared); 12.5 is not 125 where the comma is decimal."""
    mark, group = (",", ".") if profile.decimal_mark != "." else (".", ",")
    pattern = rf"-?(\d{{1,3}}([\{group} ]\d{{3}})+|\d+)(\{mark}\d+)?( ?%)?"
    plain = f"replace(replace(replace(rtrim({cell}, ' %'), ' ', ''), '{group}', ''), '{mark}', '.')"
    return f"case when regexp_full_match({cell}, '{pattern}') then try_cast({plain} as double) end"


def _money(cell: str, profile: Profile) -> str:
    """Whole rupiah: 350000, 350.000, Rp 350.000,- and Rp350.000,00 (the marks the other way round when so declared)."""
    mark, group = (",", ".") if profile.decimal_mark != "." else (".", ",")
    bare = rf"(?:Rp\.? ?)?(\d{{1,3}}(?:[\{group} ]\d{{3}})+|\d+)(?:\{mark}(?:-|00?)|\.0)?"
    return (
        f"case when regexp_full_match({cell}, '{bare}', 'i')"
        rf" then try_cast(regexp_replace(regexp_extract({cell}, '{bare}', 1, 'i'), '\D', '', 'g') as bigint) end"
    )
