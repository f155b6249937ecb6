"""Small pieces of a page: markup, sections, status marks, help for terms, fields over what stands, and its choice."""

__all__ = ["fields", "glossary_help", "markup", "ordering", "sections", "standing_choice", "status_mark"]
