"""What people put on record: follow-ups, declarations, annotations, confirmations, signed periods."""

__all__ = ["annotations", "confirmations", "declarations", "follow_up_acts", "follow_ups", "signed_periods"]
