"""What a document says, before any format: options, stamp, content, blocks, provenance."""

__all__ = [
    "blocks",
    "chart",
    "code_version",
    "content",
    "definition",
    "glyphs",
    "kind_words",
    "options",
    "provenance",
    "stamp",
    "workspace",
]
