"""Codes of regions and services that followed others: records of a code that is gone belong to its successor."""

from collections.abc import Mapping
from typing import NamedTuple

from data.errors import error_text
from data.home import Home
from data.settings import tables
from data.settings.file_cache import derived_from
from data.settings.places import places

FILES = {"region_code": "regions.csv", "service_code": "services.csv"}
"""Column of records → the table of its codes."""


class Successors(NamedTuple):
    """Column of records → code that is gone → the code that follows it."""

    of: Mapping[str, Mapping[str, str]]

    def replaced(self, column: str, sql: str) -> str:
        """SQL for a code of that column as it is called now."""
        followed = self.of.get(column)
        if not followed:
            return sql
        cases = " ".join(f"when '{old}' then '{new}'" for old, new in followed.items())
        return f"case cast({sql} as varchar) {cases} else cast({sql} as varchar) end"


@derived_from("regions.csv", "services.csv")
def successors(home: Home) -> Successors:
    """Which code follows which that stands in no row of its table any more, over several steps where there are some.

    Raises SetupError for a code that two others claim to succeed, and for a circle.
    """
    return Successors({column: _followed(home, file) for column, file in FILES.items()})


def known_codes(home: Home, column: str) -> set[str]:
    """The codes that the table of this column holds now."""
    return set(places(home).codes if column == "region_code" else tables.services(home)["code"])


def _followed(home: Home, file: str) -> dict[str, str]:
    direct: dict[str, str] = {}
    present = set()
    for row in tables.lines(home, file):
        present.add(row.text("code"))
        for old in row.cells.get("succeeds", "").split():
            if direct.setdefault(old, row.text("code")) != row.text("code"):
                raise row.wrong("succeeds", error_text("succeeded_twice", code=old))
    followed = {}
    for old in direct:
        steps, code = {old}, direct[old]
        while code not in present and code in direct and code not in steps:
            steps.add(code)
            code = direct[code]
        if old not in present:
            followed[old] = code
    return followed
