"""Figures on a page: headline, table, panels, comparison, summary."""
