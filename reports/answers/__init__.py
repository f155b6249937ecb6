"""Answers for programs: what the terminal prints as JSON or CSV and the API sends, made in one place."""

__all__ = ["catalogue", "follow_up_list", "places", "scorecards"]
