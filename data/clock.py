"""The clocks of Indonesia: Waktu Indonesia Barat, Tengah and Timur, without daylight saving."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo

ZONES: Mapping[str, timezone] = {
    name: timezone(timedelta(hours=hours), name) for name, hours in (("WIB", 7), ("WITA", 8), ("WIT", 9))
}
WIB = ZONES["WIB"]
IANA: Mapping[str, str] = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""What the world calls these clocks."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years a record may speak of; another is no date that was meant."""


def now() -> datetime:
    """This moment to the second, written in WIB; what day it is, and how it is shown, a home's own clock says."""
    return datetime.now(WIB).replace(microsecond=0)


def today_in(zone: tzinfo) -> date:
    """The date that it is now on a clock."""
    return now().astimezone(zone).date()


def as_written(moment: datetime) -> datetime:
    """A moment on the clock of Indonesia that it is written in; one of any other clock in WIB."""
    return moment.astimezone(next((zone for zone in ZONES.values() if zone.utcoffset(None) == moment.utcoffset()), WIB))
