"""What people put on record: follow-ups, declarations, annotations, confirmations, signed periods."""
