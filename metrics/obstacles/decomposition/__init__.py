"""A gap taken apart in parts that add up to it."""

__all__ = ["change_point", "outlook", "pareto", "subject", "verdict"]
