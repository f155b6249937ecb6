"""Files that come in by themselves: from a watched folder, an address, by SFTP, from a bucket, or from a database."""

__all__ = ["rounds", "standing"]
