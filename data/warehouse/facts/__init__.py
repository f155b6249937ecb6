"""The facts of each record, derived in SQL from its columns, the calendar and the standards."""
