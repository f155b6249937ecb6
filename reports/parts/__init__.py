"""Passages that several documents share."""

__all__ = [
    "annotations",
    "beside",
    "context_tables",
    "coverage_tables",
    "definitions",
    "efficiency",
    "findings",
    "mpp_coverage",
    "provenance_text",
    "regions",
    "scorecard_text",
    "survey_tables",
    "trends",
]
