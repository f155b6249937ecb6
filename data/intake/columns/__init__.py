"""From the headers of a file to our columns: matching, suggestions, what is missing."""

__all__ = ["indicator_words", "matching", "missing_columns", "preview_grid", "suggestions", "survey_items"]
