"""The life of a document: preview, issue, render, reproduce, verify."""

__all__ = ["answers", "issue", "office_settings", "origin", "preview", "reproduce", "standing", "verify"]
