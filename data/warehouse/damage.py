"""Damage of the warehouse's file, and disks that refuse: which errors speak of either, and what the user is told."""

import logging
import re
from pathlib import Path

import duckdb

from data.errors import SetupError, error_text

LOG = logging.getLogger("capaian")
"""What the reader of a log should know; without a handler of its own it is one line on stderr."""
_REFUSED = re.compile(
    "could not (write|truncate|sync|create)|no space|too large|quota|read-only file|permission denied", re.IGNORECASE
)
_REASON = re.compile(r"No space left on device|Permission denied|Read-only file system|Disk quota exceeded|too large")
_READ_ERRORS = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


def is_read_error(error: duckdb.Error) -> bool:
    """Whether DuckDB could not read what a file should hold; a checksum that does not fit is no class of its own."""
    return not is_write_error(error) and (type(error) is duckdb.Error or isinstance(error, _READ_ERRORS))


def is_write_error(error: duckdb.Error) -> bool:
    """Whether the disk refused what DuckDB wrote: DuckDB tells that by its words alone."""
    return isinstance(error, duckdb.IOException) and _REFUSED.search(str(error)) is not None


def refusal(error: duckdb.Error) -> SetupError:
    """What the user is told of it."""
    match = _REASON.search(str(error))
    reason = match[0] if match else type(error).__name__
    return SetupError(error_text("machine_refuses", place=error_text("some_file"), reason=reason))


def log_unreadable(path: Path) -> None:
    """Log that a file of the warehouse is damaged and derived anew."""
    LOG.warning(error_text("warehouse_unreadable", file=path.name))
