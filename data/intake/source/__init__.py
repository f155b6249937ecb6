"""From sheets of text to cells below known headers: text files, header rows, profiles, periods claimed."""

__all__ = [
    "header_row",
    "period_claims",
    "profile_files",
    "profile_parts",
    "profiles",
    "request",
    "sheet",
    "unpivot",
]
