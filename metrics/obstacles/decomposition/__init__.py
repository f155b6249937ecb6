"""A gap taken apart in parts that add up to it."""

__all__ = ["decompose", "pareto", "subject", "verdict"]
