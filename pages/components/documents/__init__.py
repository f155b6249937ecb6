"""Issued documents and their preview."""
