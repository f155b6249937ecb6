"""The spread of MPPs on a page."""
