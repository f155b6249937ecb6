"""What we hold: ledger, checks, calendar, DuckDB. Knows records, not indicators."""
