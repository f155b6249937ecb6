"""The working calendar: layers make hours, hours make days."""

__all__ = ["days", "layers"]
