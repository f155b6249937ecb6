"""From typed rows to accepted ones or problems: rows, dates, the file as a whole."""

__all__ = ["inspection", "merged_counts", "non_records", "personal_columns", "rows"]
