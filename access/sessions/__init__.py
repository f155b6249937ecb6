"""A visit from sign-in to sign-out: authentication, throttle, sessions, audit log."""

__all__ = ["account_acts", "api_tokens", "audit_log", "authentication", "second_step", "sessions", "store", "throttle"]
