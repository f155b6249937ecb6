"""Small pieces of a page: markup, sections, status marks, help for terms, the choice of what an act is about."""

__all__ = ["glossary_help", "markup", "ordering", "sections", "standing_choice", "status_mark"]
