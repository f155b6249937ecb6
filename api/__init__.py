"""The API door: figures and uploads for programs, at `/api/v1` of the same server (design §9)."""

__all__ = ["endpoint"]
