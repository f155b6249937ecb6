"""The path of a region to its MPP: the steps there are, and what is known of each region without any upload."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from data.errors import SetupError, error_text
from data.home import Home
from data.settings import csv_reader, tables
from data.settings.csv_reader import REMARKS, rows_about
from data.settings.csv_reader import reference_table as table
from data.settings.file_cache import derived_from

if TYPE_CHECKING:
    import pandas as pd

OPERATION = ("soft_launch", "operasi_terbatas", "peresmian")
"""The steps that tell that an MPP operates; the first that has its day says since when."""
_STATUSES = ("operasi", "rencana", "belum", "belum ada data")
_PARTIAL_DAY = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?", re.ASCII)


@derived_from("regions.csv", "mpp_status.csv")
def mpp_status(home: Home) -> "pd.DataFrame":
    """One row per region: code, name, status, soft_launch, inaugurated_by_minister, note, sources, confirmed_by.

    "" when unknown. status is operasi, rencana, belum or "belum ada data"; the two dates are YYYY, YYYY-MM or
    YYYY-MM-DD. confirmed_by is the office that confirmed what the sources say, a column that a file may lack.
    """
    columns = ("code", "name", "status", "soft_launch", "inaugurated_by_minister", "note", "sources")
    known = frozenset(tables.region_codes(home))
    rows = rows_about(home, "mpp_status.csv", columns, known, ("confirmed_by",))
    csv_reader.refuse_repeats(rows, "code", lambda row: row.text("code"))
    for row in rows:
        for column in ("soft_launch", "inaugurated_by_minister"):
            if not _PARTIAL_DAY.fullmatch(row.cells[column]):
                raise row.wrong(column, error_text("date_part_unreadable"))
    records = [{"confirmed_by": ""} | row.cells | {"status": row.choice("status", _STATUSES)} for row in rows]
    return table(records, dict.fromkeys((*columns, "confirmed_by"), "str"))


@derived_from("milestones.csv")
def milestones(home: Home) -> "pd.DataFrame":
    """One row per step in the order of the file: code, name_id, name_en, step, legal_basis.

    `step` (Int64, the column `order`) is what happens in order: steps of one number may come in any order, and one
    without a number at any time (NA). A file must hold the steps of OPERATION.
    """
    columns = ("code", "name_id", "name_en", "order", "legal_basis")
    rows = csv_reader.read(home.reference("milestones.csv"), columns, REMARKS)
    csv_reader.refuse_repeats(rows, "code", lambda row: row.text("code"))
    for code in OPERATION:
        if not any(row.cells["code"] == code for row in rows):
            raise SetupError(error_text("milestone_missing", code=code))
    records: list[Mapping[str, object]] = [
        {
            **{column: row.text(column) for column in ("code", "name_id", "name_en")},
            "step": row.whole_or_blank("order"),
            "legal_basis": row.cells["legal_basis"],
        }
        for row in rows
    ]
    kinds = {"code": "str", "name_id": "str", "name_en": "str", "step": "Int64", "legal_basis": "str"}
    return table(records, kinds)
