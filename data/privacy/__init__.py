"""What personal data looks like."""

__all__ = ["headers", "national_ids", "patterns"]
