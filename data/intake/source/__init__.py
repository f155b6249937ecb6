"""From the bytes of a file to text cells: workbooks, text files, header rows, profiles."""

__all__ = ["header_row", "merged_cells", "period_claims", "profiles", "request", "sheet", "workbook"]
