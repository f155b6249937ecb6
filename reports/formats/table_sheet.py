"""A sheet of a workbook whose cells are one table of the spreadsheet, to filter and to name in formulas."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

STYLE = "Table Style Light 1"


class TableSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter says nothing of its types
    """A sheet with its heads in the first row and one table over all that stands below them."""

    def make_table(self, name: str, titles: Sequence[str], rows: int, heading: Any, frozen: int = 1) -> None:
        """Write the heads and make a table of the `rows` below: `=AVERAGE(data_on_time_rate[Realisasi])`.

        `frozen` columns stay in sight. A table without rows keeps one blank line, as the spreadsheet wants it.
        """
        self.freeze_panes(1, frozen)
        columns = [{"header": title, "header_format": heading} for title in titles]
        about = {"name": f"data_{name}", "style": STYLE, "columns": columns}
        if self.add_table(0, 0, max(rows, 1), len(titles) - 1, about) != 0:
            raise ValueError(name)  # two heads alike, or a name that no table may have: XlsxWriter only warns
        self.table_cells.clear()  # each cell, so that no other table lies over it; there is no other

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """A formula as the file has it; none of ours calls what XlsxWriter looks for, thirty times in each."""
        return formula.removeprefix("=")
