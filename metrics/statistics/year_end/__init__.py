"""Where a year ends: what is known of it, the stories its months may follow, and their forecast."""

__all__ = ["forecast", "series", "stories"]
