"""The clock of Aceh: Waktu Indonesia Barat, UTC+7, no daylight saving."""

from datetime import date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years a record may speak of; another is no date that was meant."""


def now() -> datetime:
    """This moment in WIB, to the second."""
    return datetime.now(WIB).replace(microsecond=0)


def today() -> date:
    """Today's date in WIB."""
    return now().date()
