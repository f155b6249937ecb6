"""What keeps a home through the years: backup, restore, and the doctor who looks after both."""

__all__ = ["backup", "doctor", "restore"]
