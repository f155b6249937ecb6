"""How a document becomes a file: PDF, workbook, data package, seal."""

__all__ = ["data_package", "pdf", "read_back", "seal", "word", "workbook"]
