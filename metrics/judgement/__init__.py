"""From a figure to a status word: context, reporting, variation, series, forecast."""

__all__ = ["context", "force_majeure", "forecast", "monthly_series", "reporting", "row", "status", "variation"]
