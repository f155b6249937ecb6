"""What is public: a static site without figures of few people, with files for portals of open data."""

__all__ = ["site"]
