"""What a change would do to figures already given: locks, restatements, revisions."""

__all__ = ["calendar_impact", "locks", "restatements", "target_revision"]
