"""Targets: their path, tables, versions, and the form to revise them."""
