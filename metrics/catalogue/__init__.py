"""What is measured: indicators, their streams, and scales."""

__all__ = ["indicators", "scales", "streams"]
