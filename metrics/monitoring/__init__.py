"""What needs attention: reporting health, anomalies, early warnings, effects of follow-ups."""
