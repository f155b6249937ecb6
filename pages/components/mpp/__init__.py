"""The spread of MPPs on a page."""

__all__ = ["brief", "confirmation_form", "declaration_form", "gap", "map", "milestone_form", "outlook", "paths"]
