"""Example records of an invented three years."""

__all__ = ["filling"]
