"""Passages that several documents share."""
