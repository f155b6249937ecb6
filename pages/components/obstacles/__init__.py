"""Obstacles and follow-ups on a page."""

__all__ = ["case_list", "causes", "follow_up_board", "follow_up_detail", "follow_up_forms", "parts", "waterfall"]
