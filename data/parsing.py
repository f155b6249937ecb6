"""SQL that reads a typed value from a text cell: the whole cell must fit a pattern first, and is cast after.

Casting alone is not enough: `try_cast('2.5' as bigint)` is 3, and `try_strptime('3/2/26', '%d/%m/%Y')` is the year 26.
A cell that fits nothing gives null; together with a cell that is not blank that means *unreadable*.
"""

from data.kinds import Column
from data.months import NUMBER_OF
from data.profiles import Profile
from data.sql import quoted

ISO = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?"
ISO_WITH_ZONE = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)? ?(Z|[+-]\d{2}(:?\d{2})?)"
NUMERIC_DATE = r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:,? (\d{1,2})[.:](\d{2})(?:[.:]\d{2})?)?"
NAMED_MONTH = (
    r"(?:[A-Za-z]+, ?)?(\d{1,2})[ -]([A-Za-z]+)\.?[ -](\d{4}|\d{2})"
    r"(?:,? (?:pukul |jam )?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?: WIB)?)?"
)
SERIAL = r"[34567]\d{4}([.,]\d+)?"
"""Excel's day number, from 1982 on, where a workbook was saved as CSV without date formats."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
PARTS = {"dmy": ("d", "m", "y"), "mdy": ("m", "d", "y"), "ymd": ("y", "m", "d")}


def value(column: Column, cell: str, words: str | None, profile: Profile) -> str:
    """The SQL expression for one column: `cell` is SQL for its text, `words` the joined table of a coded column."""
    if words is not None:
        return _from_word(column, f"{words}.value")
    if column.type == "moment":
        return _moment(cell, profile)
    if column.type == "date":
        return _moment(cell, profile)
    if column.type == "count":
        return f"case when regexp_full_match({cell}, '\\d{{1,6}}') then cast({cell} as integer) end"
    if column.type == "number":
        return _number(cell, profile)
    if column.type == "money":
        return _money(cell, profile)
    return cell


def trimmed(column: Column) -> str | None:
    """What remains to be done to a read moment: cut to the minute (or the day), years out of range made unreadable."""
    if column.type not in ("moment", "date"):
        return None
    cut = f"date_trunc('minute', {column.name})" if column.type == "moment" else f"cast({column.name} as date)"
    within = f"{column.name} between timestamp '{FIRST_YEAR}-01-01' and timestamp '{LAST_YEAR}-12-31 23:59:59'"
    return f"case when {within} then {cut} end as {column.name}"


def _moment(cell: str, profile: Profile) -> str:
    """Local time of the file's zone."""
    first, second, third = PARTS[profile.date_order or "dmy"]
    parts = f"regexp_extract({cell}, '{NUMERIC_DATE}', ['{first}', '{second}', '{third}', 'hour', 'minute'])"
    month = _month_number(f"regexp_extract({cell}, '{NAMED_MONTH}', 2)")
    groups = "['d', 'm', 'y', 'hour', 'minute']"
    named = f"struct_update(regexp_extract({cell}, '{NAMED_MONTH}', {groups}), m := {month})"
    written = (
        "concat_ws(' ', concat_ws('/', p.d, p.m, case when length(p.y) = 2 then '20' || p.y else p.y end),"
        " if(p.hour = '', '00:00', p.hour || ':' || p.minute))"
    )
    return f"""case
        when regexp_full_match({cell}, '{ISO}') then try_cast({cell} as timestamp)
        when regexp_full_match({cell}, '{ISO_WITH_ZONE}')
            then timezone('{profile.time_zone}', try_cast(regexp_replace({cell}, ' ([Z+-])', '\\1') as timestamptz))
        when regexp_full_match({cell}, '{NUMERIC_DATE}')
            then list_transform([{parts}], lambda p: try_strptime({written}, '%d/%m/%Y %H:%M'))[1]
        when regexp_full_match({cell}, '{NAMED_MONTH}')
            then list_transform([{named}], lambda p: try_strptime({written}, '%d/%m/%Y %H:%M'))[1]
        when regexp_full_match({cell}, '{SERIAL}')
            then timestamp '1899-12-30' + to_seconds(round(try_cast(replace({cell}, ',', '.') as double) * 1440) * 60)
    end"""


def _month_number(name: str) -> str:
    known = ", ".join(f"{quoted(month)}: '{number}'" for month, number in NUMBER_OF.items())
    return f"coalesce((map {{{known}}})[lower({name})], '0')"


def _from_word(column: Column, word: str) -> str:
    if column.type == "score":
        return f"cast({word} as tinyint)"
    return f"cast({word} || '-01' as date)" if column.type == "month" else word


def _number(cell: str, profile: Profile) -> str:
    """1.234,5 or 85 % (the marks the other way round when so declared); 12.5 is not 125 where the comma is decimal."""
    mark, group = (",", ".") if profile.decimal_mark != "." else (".", ",")
    pattern = rf"-?(\d{{1,3}}(\{group}\d{{3}})+|\d+)(\{mark}\d+)?( ?%)?"
    plain = f"replace(replace(rtrim({cell}, ' %'), '{group}', ''), '{mark}', '.')"
    return f"case when regexp_full_match({cell}, '{pattern}') then try_cast({plain} as double) end"


def _money(cell: str, profile: Profile) -> str:
    """Whole rupiah: 350000, 350.000, Rp 350.000,- and Rp350.000,00 (the marks the other way round when so declared)."""
    mark, group = (",", ".") if profile.decimal_mark != "." else (".", ",")
    bare = rf"(?:Rp\.? ?)?(\d{{1,3}}(?:\{group}\d{{3}})+|\d+)(?:\{mark}(?:-|00?))?"
    return (
        f"case when regexp_full_match({cell}, '{bare}', 'i')"
        f" then try_cast(replace(regexp_extract({cell}, '{bare}', 1, 'i'), '{group}', '') as bigint) end"
    )
