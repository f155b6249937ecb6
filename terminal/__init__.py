"""The terminal door: one module per family of commands."""
