"""From the headers of a file to our columns: matching, suggestions, what is missing."""

__all__ = [
    "arranged",
    "double_headers",
    "indicator_words",
    "matching",
    "missing_columns",
    "preview_grid",
    "suggestions",
    "survey_items",
]
