"""What needs attention: reports, anomalies, warnings, effects of follow-ups, queue hours, regions compared."""

__all__ = [
    "anomalies",
    "early_warnings",
    "follow_up_effect",
    "queue_hours",
    "region_funnel",
    "region_matrix",
    "reporting_health",
]
