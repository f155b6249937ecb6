"""What people put on record: follow-ups, declarations, annotations, deviations, confirmations, signed periods."""

__all__ = [
    "annotations",
    "confirmations",
    "declarations",
    "deviations",
    "follow_up_acts",
    "follow_ups",
    "signed_periods",
]
