"""What a change would do to figures already given: locks, restatements, revisions."""
