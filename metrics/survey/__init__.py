"""The satisfaction survey: index, cross table, disclosure control."""

__all__ = ["cross_table", "disclosure_control", "index"]
