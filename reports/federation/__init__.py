"""Cells between offices: a signed package without records that a province sends and a national home takes in."""

__all__ = ["arrival", "export", "package"]
