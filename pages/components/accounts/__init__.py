"""Forms of accounts: secrets of one's own, sessions, and what the administrator decides."""
