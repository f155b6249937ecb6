"""What keeps a home through the years: its beginning, backup, restore, and the doctor who looks after them."""

__all__ = ["backup", "diagnosis", "doctor", "new_home", "restore"]
