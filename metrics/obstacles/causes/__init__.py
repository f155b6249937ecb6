"""Why cases were late: recorded, declared, and by stage."""

__all__ = ["declared", "lateness", "most_recorded", "reasons", "stages"]
