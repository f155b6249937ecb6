"""How a document becomes a file: PDF, workbook, data package, seal."""
