"""How long a scorecard takes on a large home, cold and warm, and what its marks cost."""
