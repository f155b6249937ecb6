"""Figures on a page: headline, table, panels, comparison, summary."""

__all__ = [
    "annotation_form",
    "comparison",
    "control_chart",
    "headline",
    "meeting_view",
    "panels",
    "scorecard_table",
    "summary",
    "survey_table",
    "targets_table",
]
