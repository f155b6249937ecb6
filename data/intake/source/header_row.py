"""Where the headers of a file stand, and the mark that separates its cells."""

import csv
import re
from collections.abc import Callable, Sequence

from data.errors import RefusedError
from data.intake.source.profiles import Profile

COLUMNS = 500
_GROUPED = re.compile(r"(?P<group>[A-Za-z_][\w/-]*)/(?P<name>[^/]+)")
"""A group's name has no blanks: `Kab/Kota` and `Tanggal Masuk/Keluar` are other things, and known or not as a whole."""
Recognise = Callable[[Sequence[str]], int]
"""How many of a row's cells are headers we know."""
Top = list[tuple[int, list[str]]]
"""The first rows of a sheet, each with its number."""


def delimiter(lines: Sequence[str], recognise: Recognise) -> str:
    """The mark by which most headers are known, else the one seen most often."""

    def merit(mark: str) -> tuple[int, int]:
        known = max((recognise(cells) for cells in csv.reader(lines, delimiter=mark)), default=0)
        return known, sum(line.count(mark) for line in lines)

    return max(";,\t|", key=merit)


def headers(top: Top, profile: Profile, recognise: Recognise) -> tuple[tuple[str, ...], int]:
    """Which row holds the headers: the profile's, else the one among the first with most known headers."""
    filled = [(number, cells) for number, cells in top if any(cell.strip() for cell in cells)]
    if not filled:
        raise RefusedError("file_empty")
    if profile.header_row is not None:
        filled = [(number, cells) for number, cells in filled if number <= profile.header_row]
        if not filled or filled[-1][0] != profile.header_row:
            raise RefusedError("header_row_missing")
        place = len(filled) - 1
    else:
        known = [recognise(_without_groups(cells, recognise)) for _, cells in filled]
        place = known.index(max(known))
    number, cells = filled[place]
    names = [cell.strip() for cell in cells]
    below = _below(filled, place, recognise) if profile.header_row is None else None
    if below is not None:
        number, names = filled[below][0], _in_two_rows(filled[below][1], names, recognise)
    elif place and recognise(filled[place - 1][1]):
        names = _in_two_rows(names, filled[place - 1][1], recognise)
    while names and not names[-1]:
        names.pop()
    if len(names) > COLUMNS:
        raise RefusedError("too_many_columns")
    return tuple(_without_groups(names, recognise)), number


def title(top: Top, row: int) -> str:
    """What stands above the row of the headers."""
    return " ".join(cell.strip() for number, cells in top if number < row for cell in cells if cell.strip())


def _without_groups(names: Sequence[str], recognise: Recognise) -> list[str]:
    """The headers of a form without the group that KoboToolbox writes before them: `grup_skm/waktu` is `waktu`.

    Only where the whole is no header that is known, the last part is, and the file is of such a form: a group has
    several parts, or the columns stand there that the form writes by itself.
    """
    parts = [_GROUPED.fullmatch(name) for name in names]
    groups = [part["group"] for part in parts if part]
    is_form = bool({"_uuid", "_submission_time"} & {name.lower() for name in names})
    return [
        part["name"]
        if part and (is_form or groups.count(part["group"]) > 1) and not recognise([name]) and recognise([part["name"]])
        else name
        for name, part in zip(names, parts, strict=True)
    ]


def _below(filled: Top, place: int, recognise: Recognise) -> int | None:
    """The row below, where headers begin in one row and go on in the next: together more of them are known."""
    if place + 1 == len(filled):
        return None
    upper, lower = filled[place][1], filled[place + 1][1]
    together = recognise(_in_two_rows(lower, upper, recognise))
    return place + 1 if together > recognise(upper) and together > recognise(lower) else None


def _in_two_rows(lower: Sequence[str], upper: Sequence[str], recognise: Recognise) -> list[str]:
    """Headers in two rows: a cell merged downwards has its text in the upper one, a group its name above its parts.

    A part keeps its own name, but for two cases: with its group it is a known header, as `Tanggal` above `Masuk`; or
    it stands there several times, as `Selesai` below each of three months.
    """
    width = max(len(lower), len(upper))
    parts, above = ([cell.strip() for cell in [*row, *[""] * (width - len(row))]] for row in (lower, upper))
    names, group = [], ""
    for part, own in zip(parts, above, strict=True):
        group = own or (group if part else "")
        whole = " ".join(filter(None, (group, part)))
        names.append(whole if not part or parts.count(part) > 1 or recognise([whole]) else part)
    return names
