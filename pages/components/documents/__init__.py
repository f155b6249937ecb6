"""Issued documents and their preview."""

__all__ = ["issued_file", "preview", "sign_off_form"]
