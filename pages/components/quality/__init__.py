"""The quality of the data: open questions, who reported when."""

__all__ = ["questions", "report_calendar"]
