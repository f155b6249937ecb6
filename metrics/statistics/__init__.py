"""Pure statistics: intervals, control chart, funnel. No home, no ledger."""

__all__ = ["control_chart", "funnel", "intervals"]
