"""The life of a document: preview, issue, render, reproduce, verify."""

__all__ = ["issue", "origin", "preview", "reproduce", "standing", "verify"]
