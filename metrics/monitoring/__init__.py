"""What needs attention: reporting health, anomalies, early warnings, effects of follow-ups, queue hours."""

__all__ = ["anomalies", "early_warnings", "follow_up_effect", "queue_hours", "reporting_health"]
