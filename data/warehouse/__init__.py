"""Derived from the ledger and thrown away at will: database, build, version, records."""
