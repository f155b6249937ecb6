"""The life of a document: preview, issue, render, reproduce, verify."""

__all__ = ["answers", "issue", "origin", "preview", "reproduce", "standing", "verify"]
