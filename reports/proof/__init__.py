"""Proof beyond the home: the office's key, checkpoints and those of other offices kept as witness."""

__all__ = ["checkpoints", "containment", "office_key", "qr_code", "witnesses"]
