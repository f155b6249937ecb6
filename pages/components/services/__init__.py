"""Services on a page: the worklist of those that miss their target."""

__all__ = ["worklist"]
