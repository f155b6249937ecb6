"""What a file may hold and what refuses a row: kinds, row rules, problems."""

__all__ = ["header_names", "kinds", "month_names", "null_words", "problems", "row_rules", "sql_expression"]
