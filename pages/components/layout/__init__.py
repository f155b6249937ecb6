"""Around every page: frame, guard, filters, account menu."""
