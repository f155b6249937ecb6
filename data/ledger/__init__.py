"""The only truth: entries, their storage, acts, versions of settings, verification."""
