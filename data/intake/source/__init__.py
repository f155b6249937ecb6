"""From sheets of text to cells below known headers: text files, header rows, profiles, periods claimed."""

__all__ = ["header_row", "period_claims", "profiles", "request", "sheet"]
