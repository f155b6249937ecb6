"""U8 and U9 of a survey: the regulation lists complaints before facilities, its sample questionnaire asks them the
other way round, so a column that has only the number does not say which of the two it is."""

import re
from collections.abc import Sequence

from data.intake.columns.matching import ColumnMap
from data.schema.kinds import Kind, fold

UNCLEAR = ("pengaduan", "sarana")
"""The unsur that swap places, in the order of the regulation (PermenPANRB 14/2017: U8, U9)."""
_POSITION = re.compile(r"(?:u|unsur|p|q|pertanyaan|soal|no|nomor|butir|item)?0?([89])")


def unclear_headers(kind: Kind, headers: Sequence[str], columns: ColumnMap) -> dict[int, str]:
    """8 or 9 → the header that has only this number, while nothing says where `pengaduan` or `sarana` stand."""
    if kind.kind != "surveys" or set(UNCLEAR) <= columns.cells.keys():
        return {}
    taken = {int(cell[1:]) for cell in columns.cells.values()}
    matches = ((header, _POSITION.fullmatch(fold(header))) for i, header in enumerate(headers) if i not in taken)
    return {int(match[1]): header for header, match in matches if match}
