"""The upload form, piece by piece."""
