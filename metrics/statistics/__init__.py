"""Pure statistics: intervals, control chart, funnel. No home, no ledger."""
