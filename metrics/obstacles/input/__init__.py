"""What an explanation starts from: terms, tables, labels."""

__all__ = ["labels", "tables", "terms"]
