"""What the shape of a file calls for beyond its headers: a look at its cells, and parts of a profile to be offered."""

__all__ = ["cell_forms", "left_unread", "offers"]
