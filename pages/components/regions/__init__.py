"""Regions on a page: by targets, what has changed, warnings, other indicators, and a region without an MPP."""

__all__ = ["changes", "matrix", "other_indicators", "regions_sentence", "warnings", "without_mpp"]
