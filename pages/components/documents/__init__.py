"""Issued documents and their preview."""

__all__ = ["document_check", "issued_file", "preview", "sign_off_form"]
