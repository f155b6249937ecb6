"""A visit from sign-in to sign-out: authentication, throttle, sessions, audit log."""
