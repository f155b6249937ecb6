"""Targets: their path, tables, versions, and the form to revise them."""

__all__ = ["deviation_form", "revision_form", "target_path", "target_tables", "target_versions"]
