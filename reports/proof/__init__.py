"""Proof beyond the home: the office's key, checkpoints, time stamps, and other offices' checkpoints kept as witness."""

__all__ = ["checkpoints", "containment", "office_key", "qr_code", "time_stamps", "witnesses"]
