"""Apache Spark in the place of DuckDB: the same steps, over a ledger that no one machine holds."""

__all__ = ["rebuild", "session", "translation"]
