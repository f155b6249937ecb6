"""Charts with limits: months against their usual spread, regions against chance; the rules that mark a point."""

__all__ = [
    "attribute_chart",
    "control_chart",
    "funnel",
    "funnel_limits",
    "many_charts",
    "run_rules",
    "running_autocorrelation",
    "stretches",
]
