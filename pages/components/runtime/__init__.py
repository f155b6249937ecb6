"""Between a page and the product: address, cache, figures, rights, errors, acts."""

__all__ = ["act", "address", "authorisation", "cache", "errors", "figures", "lookups", "streamlit_internals"]
