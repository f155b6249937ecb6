"""The life of a document: preview, issue, render, reproduce, verify."""
