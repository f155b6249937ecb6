"""Small pieces of a page: markup, sections, status marks, help for terms."""

__all__ = ["glossary_help", "markup", "ordering", "sections", "status_mark"]
