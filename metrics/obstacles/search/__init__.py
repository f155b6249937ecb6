"""The few combinations that explain most of a gap."""

__all__ = ["comparison", "search"]
