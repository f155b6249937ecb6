"""From a file to an entry of the ledger: load, commit, receipt."""

__all__ = ["columns", "files", "load", "receipt", "shapes", "source", "values"]
