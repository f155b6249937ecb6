"""What is no part of a cell: invisible signs, the apostrophe or ="…" that marks a text in a spreadsheet, blanks."""

from data.duckdb_session import quoted

_UNSEEN = r"[\x{00AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{FEFF}]"
_BLANKS = r"[\t\x{00A0}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]+"
_APOSTROPHE = r"^ *[\x27\x{2018}\x{2019}`]([[:alnum:]])"
_AS_TEXT = r"^=\"([^\"]*)\"$"
"""As programs write a CSV whose 00123 shall stay a text in Excel."""
CUT_NUMBER = r"[+-]?\d+([.,]\d+)?[Ee]\+\d+"
"""A number of more than fifteen digits as Excel shows it: the last ones are lost."""
CLOSE_OF_DAY = r"(^|[ T,])24([.:])00([.:]00(?:\.0+)?)?"


def clean(cell: str) -> str:
    """SQL: the text of a cell without what is no part of it; a blank cell or one of plain signs costs one look."""
    without = f"regexp_replace(regexp_replace({cell}, {quoted(_UNSEEN)}, '', 'g'), {quoted(_BLANKS)}, ' ', 'g')"
    without = f"trim(regexp_replace({without}, {quoted(_APOSTROPHE)}, '\\1'))"
    as_text = f"trim(regexp_replace(trim({cell}), {quoted(_AS_TEXT)}, '\\1'))"
    # Two looks at the ends of a cell cost less than trimming it.
    bare = f"not starts_with({cell}, ' ') and not ends_with({cell}, ' ') and not starts_with({cell}, '=')"
    trimmed = f"case when starts_with(trim({cell}), '=') then {as_text} else trim({cell}) end"
    plain = f"case when {bare} then {cell} else {trimmed} end"
    return f"case when {cell} is null then null when {is_plain(cell)} then {plain} else {without} end"


def without_unseen(cell: str) -> str:
    """SQL: a cell without invisible signs, which could part a number of identity in two."""
    return f"case when not {is_plain(cell)} then regexp_replace({cell}, {quoted(_UNSEEN)}, '', 'g') else {cell} end"


def is_plain(cell: str) -> str:
    """SQL: whether a cell has ASCII signs only and no apostrophe (as bytes and signs it is equally long)."""
    return f"(strlen({cell}) = length({cell}) and not contains({cell}, chr(39)) and not contains({cell}, chr(9)))"


def number(cell: str) -> str:
    """SQL: a record's number from a clean cell, without the `.0` of a number cell; null where Excel has cut it."""
    plain = rf"ends_with({cell}, '.0') and regexp_full_match({cell}, '\d+\.0')"
    # A condition of a case stops at its first part that fails; behind a `not` both would be worked out for every cell.
    is_cut = f"contains({cell}, '+') and regexp_full_match({cell}, {quoted(CUT_NUMBER)})"
    return f"case when {is_cut} then null when {plain} then left({cell}, -2) else {cell} end"


def closed_day(cell: str) -> str:
    """SQL: the text of a moment, 24.00 written as the last minute of its day."""
    replaced = f"regexp_replace({cell}, {quoted(CLOSE_OF_DAY)}, '\\1' || '23' || '\\2' || '59')"
    return f"case when contains({cell}, '24') then {replaced} else {cell} end"
