"""The facts of each record, derived in SQL from its columns, the calendar and the standards."""

__all__ = ["enum_types", "tables"]
