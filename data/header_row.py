"""Where the headers of a file stand, and the mark that separates its cells."""

import csv
from collections.abc import Callable, Sequence

from data.errors import RefusedError
from data.profiles import Profile

COLUMNS = 500
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
        known = [recognise(cells) for _, cells in filled]
        place = known.index(max(known))
    number, cells = filled[place]
    names = [cell.strip() for cell in cells]
    if place and recognise(filled[place - 1][1]):
        names = _under_merged(names, filled[place - 1][1])
    while names and not names[-1]:
        names.pop()
    if len(names) > COLUMNS:
        raise RefusedError("too_many_columns")
    return tuple(names), number


def _under_merged(headers: Sequence[str], above: Sequence[str]) -> list[str]:
    """Headers in two rows: a cell merged downwards has its text in the upper one."""
    width = max(len(headers), len(above))
    pairs = zip([*headers, *[""] * (width - len(headers))], [*above, *[""] * (width - len(above))], strict=True)
    return [header or upper.strip() for header, upper in pairs]
