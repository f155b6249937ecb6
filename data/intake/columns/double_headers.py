"""Several headers of a file for one column of ours: a code and its name, or two that cannot both be meant."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.intake.source.profiles import Profile
from data.schema import header_names
from data.schema.kinds import Column, Kind

NAMED = ("region", "service", "agency", "indicator")
"""Columns whose code often stands beside its name."""
_BESIDE = {
    "region": r"(?:nama|kode|uraian)(?:kabupaten|kota|wilayah|daerah){1,3}|(?:kabupaten|kota|wilayah){1,3}nama",
    "service": r"(?:nama|kode|uraian|jenis){0,2}(?:layanan|pelayanan|izin|perizinan)",
    "indicator": r"(?:nama|kode|uraian)indikator",
    "agency": r"(?:nama|kode|uraian|unit){0,2}(?:instansi|opd|skpk|skpd)",
}


@dataclass(frozen=True)
class Doubles:
    """Our column → the further cell columns whose header names it too, by whether a row may tell them apart."""

    named: Mapping[str, tuple[str, ...]]
    """The same thing by code and by name: each row must agree with itself."""
    unclear: Mapping[str, tuple[str, ...]]
    """Only one of them can be meant."""


def find(kind: Kind, headers: Sequence[str], cells: Mapping[str, str], profile: Profile) -> Doubles:
    """Look for headers beside those taken; what a profile maps is chosen, and asks nothing."""
    chosen = {ours for theirs in profile.mapped for ours in profile.ours(theirs)}
    named: dict[str, tuple[str, ...]] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    taken = set(cells.values())
    for name, cell in cells.items():
        column = kind.column(name)
        others = tuple(other for other in _others(column, headers, cell) if other not in taken)
        if others and not {column.header, name} & chosen:
            same = header_names.spelt(headers[int(cell[1:])])
            twice = any(header_names.spelt(headers[int(other[1:])]) == same for other in others)
            (named if column.type in NAMED and not twice else unclear)[name] = others
    return Doubles(named, unclear)


def _others(column: Column, headers: Sequence[str], cell: str) -> Iterator[str]:
    sure = {header_names.spelt(name) for name in (column.header, column.name, *column.aliases)}
    beside = _BESIDE.get(column.type, "")
    for i, header in enumerate(headers):
        spelt = header_names.spelt(header)
        asks = column.type == "score" and header_names.place(column, [spelt]) is not None
        if spelt and f"c{i}" != cell and (spelt in sure or asks or re.fullmatch(beside, spelt)):
            yield f"c{i}"
