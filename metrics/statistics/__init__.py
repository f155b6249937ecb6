"""Pure statistics: intervals, charts with limits, warnings, effects, forecasts, changes. No home, no ledger."""

__all__ = [
    "change_point",
    "charts",
    "early_warning",
    "effect",
    "intervals",
    "level_confidence",
    "quantile_gap",
    "year_end",
]
