"""One request, one answer: the scorecard every screen and paper shows."""

__all__ = [
    "basis",
    "comparator",
    "composite_index",
    "monthly_cube",
    "request",
    "score",
    "scoring",
    "summary",
    "workspace",
]
