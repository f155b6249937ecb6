"""Between a page and the product: the run's home, address, cache, figures, rights and acts, errors."""

__all__ = ["address", "authorisation", "cache", "errors", "figures", "lookups", "run", "streamlit_internals"]
