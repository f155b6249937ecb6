"""Derived from the ledger and thrown away at will: database, build, version, records."""

__all__ = ["change", "database", "facts", "orphans", "records", "spark", "steps", "successors"]
