"""What is sent to people: early warnings and reports, by e-mail, webhook or a service of messages."""

__all__ = ["outbox", "standing", "unsubscription"]
