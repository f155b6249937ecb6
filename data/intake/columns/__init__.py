"""From the headers of a file to our columns: matching, suggestions, what is missing."""

__all__ = [
    "double_headers",
    "indicator_words",
    "matching",
    "missing_columns",
    "preview_grid",
    "suggestions",
    "survey_items",
    "year_apart",
]
