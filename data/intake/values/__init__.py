"""From text to typed values: patterns, conventions, words, personal data."""

__all__ = [
    "cell_sql",
    "codes_followed",
    "conventions",
    "personal_data",
    "region_clock",
    "sample",
    "typed_rows",
    "unknown_words",
]
