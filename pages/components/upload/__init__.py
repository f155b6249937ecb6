"""The upload form, piece by piece."""

__all__ = [
    "figure_changes",
    "file_findings",
    "progress",
    "reading_form",
    "trial",
    "undo",
    "upload_sentence",
    "word_form",
]
