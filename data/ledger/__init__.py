"""The only truth: entries, their storage, acts, versions of settings, verification."""

__all__ = [
    "acts",
    "entries",
    "open_problems",
    "setting_versions",
    "storage",
    "stored_records",
    "trial_home",
    "verify",
]
