"""How a document becomes a file: PDF, workbook, data package, seal."""

__all__ = ["data_package", "data_package_about", "data_package_tables", "pdf", "read_back", "seal", "word", "workbook"]
