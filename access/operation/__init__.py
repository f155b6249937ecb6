"""What those who run the server see of it: servers side by side, a log of requests, measures and their token."""

__all__ = ["measures_token", "process", "request_log", "workers"]
