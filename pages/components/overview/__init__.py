"""Ringkasan: regions by targets, what has changed, what worsens unseen, and what is being done."""

__all__ = ["changes", "matrix", "other_indicators", "regions_sentence", "warnings"]
