"""What a change would do to figures already given: locks, restatements, revisions."""

__all__ = ["calendar_impact", "locks", "restatements", "sign_off", "target_revision"]
