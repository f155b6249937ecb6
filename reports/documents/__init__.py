"""One document a module, and the list of them."""

__all__ = ["registry"]
