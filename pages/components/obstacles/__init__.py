"""Obstacles and follow-ups on a page."""
