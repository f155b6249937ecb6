"""From the bytes of a file to sheets of text: what it is, what is packed in it, workbooks, tables of web pages."""

__all__ = ["containers", "file_format", "merged_cells", "workbook"]
