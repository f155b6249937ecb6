"""A visit from sign-in to sign-out: authentication, throttle, sessions, audit log."""

__all__ = ["account_acts", "audit_log", "authentication", "second_step", "sessions", "store", "throttle"]
